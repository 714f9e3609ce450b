// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra::ui {

/// How well QUERY's characters are found in TEXT in their order, whatever is between them; higher is
/// better, negative: not at all. Word beginnings and runs count more. Case is ignored. Pure.
[[nodiscard]] int fuzzyScore(const QString &query, const QString &text);

} // namespace hydra::ui
