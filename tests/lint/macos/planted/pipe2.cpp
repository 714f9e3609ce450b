// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// Refused: 'pipe2' is only available on macOS 27.0 or newer
#include <fcntl.h>
#include <unistd.h>

bool makePipe(int *ends)
{
    return ::pipe2(ends, O_CLOEXEC) == 0;
}
