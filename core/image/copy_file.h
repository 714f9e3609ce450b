// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/job/job.h"

#include <QString>

namespace hydra {

/// Makes TO (0600; it must not exist) a copy-on-write clone (reflink) of FROM. False, and no TO,
/// where the file system cannot.
[[nodiscard]] bool cloneFile(const QString &from, const QString &to);

/// Copies a big file to TO (0600; it must not exist): as a clone where the file system can, else
/// reporting progress as WORDS; holes stay holes. On failure or cancellation TO is removed. Blocks.
[[nodiscard]] Result<void> copyFile(const QString &from, const QString &to, const QString &words,
                                    const JobContext &job);

} // namespace hydra
