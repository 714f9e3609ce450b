// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/selection_gesture.h"

#include <algorithm>

namespace hydra {

void SelectionGesture::press(TerminalPosition at, Unit unit, bool isBlock)
{
    m_unit = unit;
    m_isDragging = true;
    m_anchor = unitAt(at);
    m_anchor.isBlock = isBlock;
    m_selection = m_anchor;
}

void SelectionGesture::extend(TerminalPosition at)
{
    m_isDragging = true;
    const TerminalSelection here = unitAt(at);
    m_selection.isBlock = m_anchor.isBlock;
    m_selection.begin = std::min(m_anchor.begin, here.begin);
    m_selection.end = std::max(m_anchor.end, here.end);
}

void SelectionGesture::select(const TerminalSelection &selection)
{
    m_unit = Unit::Cell;
    m_isDragging = false;
    m_anchor = selection;
    m_selection = selection;
}

void SelectionGesture::clear()
{
    select({});
}

TerminalSelection SelectionGesture::unitAt(TerminalPosition at) const
{
    switch (m_unit) {
    case Unit::Word:
        return wordAt(m_surface, at);
    case Unit::Line:
        return lineAt(m_surface, at);
    case Unit::Cell:
        break;
    }
    return {at, at, false};
}

} // namespace hydra
