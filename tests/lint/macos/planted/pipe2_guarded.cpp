// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// Accepted
#include <fcntl.h>
#include <unistd.h>

bool makePipe(int *ends)
{
    if (__builtin_available(macOS 27.0, *))
        return ::pipe2(ends, O_CLOEXEC) == 0;
    return ::pipe(ends) == 0;
}
