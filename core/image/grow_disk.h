// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QString>

namespace hydra {

/// Makes a qcow2 disk that no VM uses as large as SIZE; zero asks for nothing. Conflict, and the disk as it
/// was, when it is larger already: what is at its end could be somebody's. Blocks; worker threads.
[[nodiscard]] Result<void> growDisk(const QString &path, MemorySize size, const QString &qemuImg = QStringLiteral("qemu-img"));

} // namespace hydra
