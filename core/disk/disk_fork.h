// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// A disk of a VM and the path for its copy.
struct DiskFork {
    QString node; ///< QEMU's block node: disk0, data0...
    QString disk; ///< the image file
    QString to;   ///< absolute; must not exist
    bool operator==(const DiskFork &) const = default;
};

} // namespace hydra
