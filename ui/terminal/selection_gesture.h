// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/text.h"

namespace hydra {

/// Turns mouse presses, drags and clicks into a selection: a drag selects cells, a double click
/// words, a triple click lines. Positions are between cells.
class SelectionGesture
{
public:
    enum class Unit : quint8 { Cell, Word, Line };

    explicit SelectionGesture(const TerminalSurface &surface) : m_surface(surface) {}

    void press(TerminalPosition at, Unit unit, bool isBlock);
    void extend(TerminalPosition at); ///< a drag, or a press with Shift
    void release() { m_isDragging = false; }
    void select(const TerminalSelection &selection);
    void clear();

    [[nodiscard]] bool isDragging() const { return m_isDragging; }
    [[nodiscard]] bool isEmpty() const { return m_selection.isEmpty(); }
    [[nodiscard]] const TerminalSelection &selection() const { return m_selection; }

private:
    [[nodiscard]] TerminalSelection unitAt(TerminalPosition at) const;

    const TerminalSurface &m_surface;
    TerminalSelection m_anchor; ///< the selection of the press alone
    TerminalSelection m_selection;
    Unit m_unit = Unit::Cell;
    bool m_isDragging = false;
};

} // namespace hydra
