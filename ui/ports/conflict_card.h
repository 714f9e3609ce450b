// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/ports/port_words.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

/// The conflicts of a list of ports, each with the button that solves it; hidden while there are
/// none. One line for a range.
class ConflictCard : public Card
{
    Q_OBJECT

public:
    explicit ConflictCard(const Theme &theme, QWidget *parent = nullptr);

    void setRows(const std::vector<PortRow> &rows);

Q_SIGNALS:
    void moveWanted(const hydra::PortRow &row); ///< to its proposal
    void solveAllWanted();

private:
    void addLine(const PortRow &row);

    const Theme &m_theme;
    QPushButton *m_solveAll;
    std::vector<PortRow> m_shown;
};

} // namespace hydra::ui
