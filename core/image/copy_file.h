// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "job/job.h"

#include <QString>

namespace hydra {

/// Makes TO (0600; it must not be there) share the blocks of FROM until one of both changes. False, and
/// no TO, where the file system cannot.
[[nodiscard]] bool cloneFile(const QString &from, const QString &to);

/// Copies a big file to TO (0600; it must not be there): at once where the file system can share blocks,
/// else with progress called WORDS; holes stay holes. On failure and cancel there is no TO. Blocks.
[[nodiscard]] Result<void> copyFile(const QString &from, const QString &to, const QString &words, const JobContext &job);

} // namespace hydra
