// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra::ui {

/// How well QUERY's characters match TEXT as a subsequence; higher is better, negative means no
/// match. Beginnings of words and consecutive characters score more. Ignores case. Pure.
[[nodiscard]] int fuzzyScore(const QString &query, const QString &text);

} // namespace hydra::ui
