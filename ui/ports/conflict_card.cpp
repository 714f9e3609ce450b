// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ports/conflict_card.h"

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr std::size_t kMostLines = 4;

/// The conflicts, of a range only the first.
std::vector<PortRow> conflictsIn(const std::vector<PortRow> &rows)
{
    std::vector<PortRow> conflicts;
    for (const PortRow &row : rows) {
        const bool told = !conflicts.empty() && row.count > 1 && conflicts.back().vm == row.vm &&
                          conflicts.back().key == row.key;
        if (!row.conflict.isEmpty() && !told)
            conflicts.push_back(row);
    }
    return conflicts;
}

} // namespace

ConflictCard::ConflictCard(const Theme &theme, QWidget *parent)
    : Card(tr("Conflicts"), parent), m_theme(theme),
      m_solveAll(
          makeButton(tr("Solve all"), {}, tr("Give every port that conflicts a free number")))
{
    addToTitle(m_solveAll);
    body()->setSpacing(4);
    m_solveAll->setToolTip(tr("Writes free ports into the lab files"));
    connect(m_solveAll, &QPushButton::clicked, this, &ConflictCard::solveAllWanted);
    connect(&theme, &Theme::changed, this, [this] { setRows(std::exchange(m_shown, {})); });
    hide();
}

void ConflictCard::setRows(const std::vector<PortRow> &rows)
{
    const std::vector<PortRow> conflicts = conflictsIn(rows);
    setVisible(!conflicts.empty());
    if (conflicts == m_shown)
        return;
    m_shown = conflicts;
    clearLayout(*body());
    const std::size_t shown = std::min(conflicts.size(), kMostLines);
    for (std::size_t i = 0; i < shown; ++i)
        addLine(conflicts[i]);
    if (conflicts.size() > shown)
        body()->addWidget(makeLabel(tr("and %1 more, in the table").arg(conflicts.size() - shown),
                                    QStringLiteral("dim")));
    m_solveAll->setVisible(std::count_if(conflicts.begin(), conflicts.end(),
                                         [](const PortRow &row) { return row.proposal; }) > 1);
}

void ConflictCard::addLine(const PortRow &row)
{
    auto *line = new QWidget;
    auto *across = new QHBoxLayout(line);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(10);
    across->addWidget(makeMark(QStringLiteral("◆"), m_theme.color(Token::ErrText), tr("Conflict")));
    across->addWidget(makeParagraph(conflictWords(row)), 1);
    if (row.proposal) {
        QPushButton *use = makeButton(
            cureWords(row), {},
            tr("%1 for %2 of %3")
                .arg(cureWords(row), portText(row, PortColumn::Role), row.vm.toString()));
        use->setToolTip(tr("Writes it into the lab file; it holds from the next start"));
        connect(use, &QPushButton::clicked, this, [this, row] { Q_EMIT moveWanted(row); });
        across->addWidget(use);
    }
    body()->addWidget(line);
}

} // namespace hydra::ui
