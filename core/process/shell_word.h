// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// WORD as one word of a POSIX shell, in quotes where it needs them: nothing in it means anything
/// to the shell. Pure.
[[nodiscard]] QString shellWord(const QString &word);

} // namespace hydra
