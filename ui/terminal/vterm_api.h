// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/screen.h"

#include <vterm.h>

#include <memory>
#include <type_traits>

// The one place that knows libvterm's versions: 0.1 (Debian 12) hands a resize callback the
// distance to move the cursor by, later ones a structure with its position.

namespace hydra::vterm {

struct Free {
    void operator()(VTerm *terminal) const { vterm_free(terminal); }
};
using Handle = std::unique_ptr<VTerm, Free>;

template <typename Callback>
struct ThirdArgument;
template <typename Extra>
struct ThirdArgument<int (*)(int, int, Extra, void *)> {
    using Type = Extra;
};
using ResizeExtra = ThirdArgument<decltype(VTermStateCallbacks::resize)>::Type;

/// Inside a resize callback: moves the cursor, which is at FROM, to TO.
template <typename Extra>
void moveCursor(Extra *extra, CellPosition from, CellPosition to)
{
    if constexpr (std::is_same_v<Extra, VTermPos>)
        *extra = {to.row - from.row, to.column - from.column};
    else
        extra->pos = {to.row, to.column};
}

[[nodiscard]] inline CellPosition toPosition(VTermPos pos)
{
    return {pos.row, pos.col};
}

[[nodiscard]] inline CellRect toRect(const VTermRect &rect)
{
    return {rect.start_row, rect.end_row, rect.start_col, rect.end_col};
}

} // namespace hydra::vterm
