// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <chrono>

namespace hydra {

/// An exclusive advisory lock on a file (flock, close-on-exec), held until destroyed. The file
/// stays, but may be removed by the lock's holder: whoever waited for it then locks the path's next
/// file. The system frees the lock when the process dies, however it dies.
class FileLock
{
public:
    /// Conflict when another holds it at the end of PATIENCE, NotFound without the directory.
    /// Blocks up to that long; any thread.
    [[nodiscard]] static Result<FileLock> acquire(const QString &path,
                                                  std::chrono::milliseconds patience = {});
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    ~FileLock();

private:
    explicit FileLock(int fd) : m_fd(fd) {}
    int m_fd = -1;
};

} // namespace hydra
