// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/close_on_exec.h"

#include <fcntl.h>
#include <unistd.h>

namespace hydra {

bool openPipe(std::array<int, 2> &ends)
{
    return ::pipe2(ends.data(), O_CLOEXEC) == 0;
}

void closeAllOnExec()
{
    if (::close_range(3, ~0u, CLOSE_RANGE_CLOEXEC) == 0)
        return;
    // Before Linux 5.11, or refused by a seccomp filter.
    for (int fd = 3; fd < 1024; ++fd)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

} // namespace hydra
