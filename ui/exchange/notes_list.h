// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/basics.h"

#include <QScrollArea>

namespace hydra::ui {

/// What a format could not express, one line each; hidden when empty. Grows with its lines up to a
/// limit, and scrolls beyond.
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
