// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/job/job.h"

#include <QString>

namespace hydra {

/// Unpacks an untrusted archive (tar, ZIP, 7-Zip) or compressed file (gzip, bzip2, xz, zstd, lz4,
/// lzip) into the new directory DIR, and returns the path of the one disk that was in it, of a kind
/// that QEMU or qemu-img reads. Files only, each directory's in one of ours; blocks of zeros become
/// holes. Conflict when there are several disks, Failed when there is none. Blocks.
[[nodiscard]] Result<QString> unpackDisk(const QString &archive, const QString &dir,
                                         const JobContext &job);

} // namespace hydra
