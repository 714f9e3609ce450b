// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/screen.h"

#include <vterm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <type_traits>
#include <utility>

// The only code that depends on libvterm's version. A resize callback of 0.1 (Debian 12) is given
// the distance to move the cursor by; that of later versions has to update state: the cursor's
// position and, in 0.3, a VTermLineInfo for each row of both screens.

namespace hydra::vterm {

struct Free {
    void operator()(VTerm *terminal) const { vterm_free(terminal); }
};
using Handle = std::unique_ptr<VTerm, Free>;

/// A terminal that allocates with malloc, because a resize callback frees memory that libvterm
/// allocated and vice versa.
[[nodiscard]] inline Handle make(int rows, int columns)
{
    static VTermAllocatorFunctions functions = {
        [](std::size_t size, void *) { return std::calloc(1, size); },
        [](void *memory, void *) { std::free(memory); }};
    return Handle(vterm_new_with_allocator(rows, columns, &functions, nullptr));
}

template <typename Callback> struct ThirdArgument;
template <typename Extra> struct ThirdArgument<int (*)(int, int, Extra, void *)> {
    using Type = Extra;
};
using ResizeExtra = ThirdArgument<decltype(VTermStateCallbacks::resize)>::Type;

/// Inside a resize callback: moves the cursor from FROM to TO.
template <typename Extra> void moveCursor(Extra *extra, CellPosition from, CellPosition to)
{
    if constexpr (std::is_same_v<Extra, VTermPos>)
        *extra = {to.row - from.row, to.column - from.column};
    else
        extra->pos = {to.row, to.column};
}

/// Inside a resize callback: resizes the rows' line infos (double width and height) from BEFORE to
/// NOW rows.
template <typename Extra> void resizeLineInfos(Extra *extra, int before, int now)
{
    if constexpr (requires { extra->lineinfos; }) {
        for (auto *&infos : extra->lineinfos) {
            if (!infos)
                continue;
            auto *resized =
                static_cast<VTermLineInfo *>(std::calloc(std::size_t(now), sizeof *infos));
            std::copy_n(infos, std::min(before, now), resized);
            std::free(std::exchange(infos, resized));
        }
    }
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
