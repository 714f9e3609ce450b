// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/cell.h"

#include <span>

namespace hydra {

/// A parameter of a CSI sequence.
struct CsiParameter {
    int value = -1;        ///< -1: left out
    bool hasMore = false;  ///< a colon followed: the next one belongs to it

    [[nodiscard]] int orElse(int fallback) const { return value < 0 ? fallback : value; }
    bool operator==(const CsiParameter &) const = default;
};

/// What SGR with these parameters makes of STYLE. (ECMA-48 8.3.117, XTerm Control Sequences,
/// ITU-T T.416 for the forms with colons.) Unknown parameters change nothing.
[[nodiscard]] CellStyle applySgr(CellStyle style, std::span<const CsiParameter> parameters);

} // namespace hydra
