// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// Refused: 'sys/epoll.h' file not found
#include <sys/epoll.h>

int makePoller()
{
    return ::epoll_create1(0);
}
