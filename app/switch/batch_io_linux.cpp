// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/batch_io.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/socket.h>

namespace hydra::net {

namespace {

using Messages = std::array<mmsghdr, kBatch>;

unsigned fill(Messages &messages, std::span<iovec> parts)
{
    const std::size_t count = std::min(parts.size(), messages.size());
    for (std::size_t i = 0; i < count; ++i) {
        messages[i] = {};
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    return unsigned(count);
}

std::size_t receiveBatch(int socket, std::span<iovec> buffers)
{
    Messages messages;
    const unsigned wanted = fill(messages, buffers);
    int count = -1;
    do {
        count = ::recvmmsg(socket, messages.data(), wanted, MSG_DONTWAIT, nullptr);
    } while (count < 0 && errno == EINTR);
    for (int i = 0; i < count; ++i)
        buffers[std::size_t(i)].iov_len = messages[std::size_t(i)].msg_len;
    return count < 0 ? 0 : std::size_t(count);
}

std::size_t sendBatch(int socket, std::span<iovec> datagrams)
{
    Messages messages;
    const unsigned wanted = fill(messages, datagrams);
    int count = -1;
    do {
        count = ::sendmmsg(socket, messages.data(), wanted, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (count < 0 && errno == EINTR);
    return count < 0 ? 0 : std::size_t(count);
}

} // namespace

BatchIo batchIo()
{
    return {.receive = receiveBatch, .send = sendBatch};
}

} // namespace hydra::net
