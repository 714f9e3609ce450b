// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// Refused: no member named 'epoll_create1' in the global namespace
#include <unistd.h>

int makePoller()
{
    return ::epoll_create1(0);
}
