// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/batch_io.h"

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace hydra::net {

namespace {

std::size_t receiveOneByOne(int socket, std::span<iovec> buffers)
{
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        ssize_t size = -1;
        do {
            size = ::recv(socket, buffers[i].iov_base, buffers[i].iov_len, MSG_DONTWAIT);
        } while (size < 0 && errno == EINTR);
        if (size < 0)
            return i;
        buffers[i].iov_len = std::size_t(size);
    }
    return buffers.size();
}

std::size_t sendOneByOne(int socket, std::span<iovec> datagrams)
{
    for (std::size_t i = 0; i < datagrams.size(); ++i) {
        ssize_t size = -1;
        do {
            size = ::send(socket, datagrams[i].iov_base, datagrams[i].iov_len, MSG_DONTWAIT);
        } while (size < 0 && errno == EINTR);
        if (size < 0)
            return i;
    }
    return datagrams.size();
}

} // namespace

BatchIo oneByOne()
{
    return {.receive = receiveOneByOne, .send = sendOneByOne};
}

} // namespace hydra::net
