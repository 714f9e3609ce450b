// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/network/lab_card.h"

#include "core/console/local_connection.h"
#include "core/keeper_client/protocol.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace hydra {
namespace {

constexpr int kBuffer = 4 << 20;    // bytes; the system's own lets a burst of frames overflow
constexpr int kFarEndInProcess = 4; // the second descriptor that is passed on
constexpr timeval kPatience{.tv_sec = 0, .tv_usec = 250'000};

bool isDatagramSocket(const OwnedFd &fd)
{
    int type = 0;
    socklen_t size = sizeof type;
    return fd.isOpen() && ::getsockopt(fd.get(), SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
           type == SOCK_DGRAM;
}

OwnedFd attachedTo(const msghdr &message)
{
    const cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header == nullptr || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
        return {};
    int number = -1;
    std::memcpy(&number, CMSG_DATA(header), sizeof number);
    ::fcntl(number, F_SETFD, FD_CLOEXEC);
    return OwnedFd(number);
}

/// What the peer sends next, with an open file or without; false at its end and when it is silent.
bool receive(const OwnedFd &connection, OwnedFd &attached)
{
    std::array<char, 4096> bytes{};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    iovec part{.iov_base = bytes.data(), .iov_len = bytes.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = ::recvmsg(connection.get(), &message, 0);
    attached = size > 0 ? attachedTo(message) : OwnedFd();
    return size > 0;
}

OwnedFd askSwitch(const QString &socket, const QString &vm)
{
    const OwnedFd connection = connectBlocking(socket);
    if (!connection.isOpen())
        return {};
    ::setsockopt(connection.get(), SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    const QByteArray line =
        protocol::request(1, QStringLiteral("port.descriptor"), {{QStringLiteral("name"), vm}});
    if (::send(connection.get(), line.constData(), size_t(line.size()), 0) != line.size())
        return {};
    OwnedFd found;
    for (int messages = 0; messages < 2 && !found.isOpen(); ++messages) { // its greeting is first
        if (!receive(connection, found))
            return {};
    }
    return found;
}

} // namespace

Result<LabCard> LabCard::make()
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_DGRAM, 0, ends.data()) != 0)
        return fail(ErrorCode::Failed, QStringLiteral("cannot make a network card: ") +
                                           QString::fromLocal8Bit(std::strerror(errno)));
    LabCard card;
    card.m_nearEnd.reset(ends[0]);
    card.m_farEnd.reset(ends[1]);
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &kBuffer, sizeof kBuffer);
        ::setsockopt(end, SOL_SOCKET, SO_RCVBUF, &kBuffer, sizeof kBuffer);
    }
    return card;
}

LabCard LabCard::of(const ProcessId &hypervisor, const QString &switchSocket, const QString &vm)
{
    LabCard card;
    card.m_farEnd = takeDescriptor(hypervisor, kFarEndInProcess);
    if (!isDatagramSocket(card.m_farEnd))
        card.m_farEnd = askSwitch(switchSocket, vm);
    if (!isDatagramSocket(card.m_farEnd))
        card.m_farEnd.reset();
    return card;
}

} // namespace hydra
