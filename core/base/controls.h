// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// TEXT with what a terminal obeys instead of showing it written out, as JSON does: \u001b, \n,
/// \u202e. That is C0, DEL, C1, and the marks that turn text around, except for those in KEEP.
[[nodiscard]] QString withoutControls(const QString &text, QStringView keep = {});

} // namespace hydra
