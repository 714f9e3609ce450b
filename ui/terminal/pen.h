// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/cell.h"

#include <span>

namespace hydra {

/// A parameter of a CSI sequence.
struct CsiParameter {
    int value = -1;       ///< -1: omitted
    bool hasMore = false; ///< followed by a colon: the next one is a subparameter

    [[nodiscard]] int orElse(int fallback) const { return value < 0 ? fallback : value; }
    bool operator==(const CsiParameter &) const = default;
};

/// STYLE after SGR with these parameters (ECMA-48 8.3.117, XTerm Control Sequences, ITU-T T.416 for
/// subparameters). Unknown parameters are ignored.
[[nodiscard]] CellStyle applySgr(CellStyle style, std::span<const CsiParameter> parameters);

} // namespace hydra
