// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/close_on_exec.h"

#include <fcntl.h>
#include <unistd.h>

namespace hydra {

// pipe2 came with macOS 27. A child that another thread forks between the two calls inherits the
// ends until its own closeAllOnExec.
bool openPipe(std::array<int, 2> &ends)
{
    if (::pipe(ends.data()) != 0)
        return false;
    for (const int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    return true;
}

// There is no close_range. getdtablesize is a system call of its own, and at most
// kern.maxfilesperproc.
void closeAllOnExec()
{
    const int limit = ::getdtablesize();
    for (int fd = 3; fd < limit; ++fd)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

} // namespace hydra
