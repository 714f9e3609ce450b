// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"

#include <QString>

namespace hydra {

/// Grows a qcow2 disk that no VM uses to SIZE; zero means no change. Conflict when the disk is
/// larger already, and it stays as it is: shrinking could cut off data. Blocks; worker threads.
[[nodiscard]] Result<void> growDisk(const QString &path, MemorySize size,
                                    const QString &qemuImg = QStringLiteral("qemu-img"));

} // namespace hydra
