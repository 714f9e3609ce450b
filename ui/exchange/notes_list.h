// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/basics.h"

#include <QScrollArea>

namespace hydra::ui {

/// What a format could not say, a line each; hidden without any. As high as its lines, up to a limit: then it scrolls.
class NotesList : public QWidget
{
    Q_OBJECT

public:
    explicit NotesList(QWidget *parent = nullptr);

    void setNotes(const QStringList &notes);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QLabel *m_title;
    QWidget *m_lines;
    QScrollArea *m_scroll;
};

} // namespace hydra::ui
