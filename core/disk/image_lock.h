// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Whether another program of QEMU's has the disk image PATH open, as its locks tell (bytes 100 to
/// 299 of the file: QEMU's docs, "image locking"). Always false on macOS, where QEMU takes none.
[[nodiscard]] bool isImageLocked(const QString &path);

} // namespace hydra
