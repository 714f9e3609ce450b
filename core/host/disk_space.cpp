// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "host/limits.h"

#include <QFile>

#include <filesystem>

namespace hydra {

// Not QStorageInfo: it looks for the mount point, and in a chroot there may be none to be seen.
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
