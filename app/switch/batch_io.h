// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <sys/uio.h>

namespace hydra::net {

/// The most frames that are received or sent at once.
inline constexpr std::size_t kBatch = 64;

/// How datagrams get in and out: many with one call where the system can, else one by one.
struct BatchIo {
    /// Fills BUFFERS in order and shortens each to its datagram, one longer than its buffer to all
    /// of the buffer. How many; 0 and errno when there is none.
    std::size_t (*receive)(int socket, std::span<iovec> buffers);
    /// Sends DATAGRAMS in order. How many were taken; errno says why not the next.
    std::size_t (*send)(int socket, std::span<iovec> datagrams);
};

[[nodiscard]] BatchIo oneByOne();
/// The best that this system has.
[[nodiscard]] BatchIo batchIo();

} // namespace hydra::net
