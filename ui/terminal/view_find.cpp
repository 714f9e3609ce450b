// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/view.h"

#include "ui/terminal/find_bar.h"

#include <algorithm>
#include <chrono>

namespace hydra {
namespace {
constexpr auto kFindBudget = std::chrono::milliseconds(8);
} // namespace

void TerminalView::makeFindBar()
{
    if (m_findBar)
        return;
    m_findBar = new FindBar(this);
    connect(m_findBar, &FindBar::patternChanged, this, &TerminalView::patternChanged);
    connect(m_findBar, &FindBar::nextWanted, this, &TerminalView::findNext);
    connect(m_findBar, &FindBar::previousWanted, this, &TerminalView::findPrevious);
    connect(m_findBar, &FindBar::closed, this, &TerminalView::closeFind);
}

void TerminalView::find()
{
    makeFindBar();
    m_findBar->open(selectedText());
    placeFindBar();
    patternChanged();
}

// Overlays the text: beside it, opening the bar would rewrap all lines.
void TerminalView::placeFindBar()
{
    if (!m_findBar || !m_findBar->isVisible())
        return;
    const int width = std::min(viewport()->width(), m_findBar->sizeHint().width() + 200);
    m_findBar->setGeometry(viewport()->x() + viewport()->width() - width, viewport()->y(), width,
                           m_findBar->sizeHint().height());
}

void TerminalView::closeFind()
{
    m_findBar->hide();
    m_findTimer.stop();
    m_search.setPattern({}, {});
    setFocus();
    viewport()->update();
}

void TerminalView::patternChanged()
{
    m_search.setPattern(m_findBar->pattern(), m_findBar->options());
    m_findTimer.start(0);
}

void TerminalView::continueFinding()
{
    if (m_search.step(kFindBudget))
        m_findTimer.stop();
    m_findBar->showCount(m_search.currentIndex(), qsizetype(m_search.matches().size()),
                         m_search.error());
    viewport()->update();
}

void TerminalView::findNext()
{
    showMatch(m_search.next());
}

void TerminalView::findPrevious()
{
    showMatch(m_search.previous());
}

void TerminalView::showMatch(const TerminalSelection *match)
{
    if (!match)
        return;
    m_gesture.select(*match);
    if (match->begin.row < m_topRow || match->end.row >= m_topRow + m_surface.rows())
        scrollTo(match->begin.row - m_surface.rows() / 2);
    m_findBar->showCount(m_search.currentIndex(), qsizetype(m_search.matches().size()), {});
    viewport()->update();
}

} // namespace hydra
