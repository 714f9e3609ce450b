// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/page_header.h"

#include <QVBoxLayout>

namespace hydra::ui {

/// A page that belongs to no lab: header, one tab, and a scrolling column of cards.
class ProgramPage : public QWidget
{
    Q_OBJECT

protected:
    ProgramPage(const Theme &theme, const QString &title, const QString &context,
                const QString &tab, QWidget *parent);

    [[nodiscard]] PageHeader &header() { return *m_header; }
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }
    void addBelow(QWidget *widget); ///< adds a widget below the scrolling column

private:
    PageHeader *m_header;
    QVBoxLayout *m_column;
    QVBoxLayout *m_below;
};

} // namespace hydra::ui
