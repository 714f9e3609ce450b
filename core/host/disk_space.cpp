// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/limits.h"

#include <QFile>

#include <filesystem>

namespace hydra {

// Not QStorageInfo: it searches the mount table, which in a chroot may not list the mount point.
std::optional<MemorySize> freeDisk(const QString &path)
{
    std::filesystem::path there(QFile::encodeName(path).toStdString());
    std::error_code error;
    while (!std::filesystem::exists(there, error) && there.has_relative_path())
        there = there.parent_path();
    const std::filesystem::space_info space = std::filesystem::space(there, error);
    return error ? std::nullopt : std::optional(MemorySize::bytes(space.available));
}

} // namespace hydra
