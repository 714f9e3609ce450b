// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <chrono>

namespace hydra {

/// An exclusive advisory lock on a file (flock, close-on-exec), held until destroyed. The file stays.
/// The system frees it when the process dies, however it dies.
class FileLock
{
public:
    /// Conflict when another holds it at the end of PATIENCE. Blocks up to that long; any thread.
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
