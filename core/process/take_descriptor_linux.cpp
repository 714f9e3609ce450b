// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/take_descriptor.h"

#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

namespace hydra {

// The identity is asked after the process was opened: from then on its pid is nobody else's.
OwnedFd takeDescriptor(const ProcessId &process, int number)
{
    const OwnedFd opened(
        static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(process.pid), 0U)));
    if (!opened.isOpen() || !isAlive(process))
        return {};
    return OwnedFd(static_cast<int>(::syscall(SYS_pidfd_getfd, opened.get(), number, 0U)));
}

} // namespace hydra
