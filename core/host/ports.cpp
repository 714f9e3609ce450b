// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/ports.h"

#include <QHostAddress>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr std::uint16_t autoCount = lastAutoPort - firstAutoPort + 1;

struct SocketAddress {
    sockaddr_storage storage = {};
    socklen_t size = 0;
};

std::optional<SocketAddress> socketAddress(const QString &text, std::uint16_t port)
{
    const QHostAddress address(text);
    SocketAddress result;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *in = reinterpret_cast<sockaddr_in *>(&result.storage);
        in->sin_family = AF_INET;
        in->sin_port = htons(port);
        in->sin_addr.s_addr = htonl(address.toIPv4Address());
        result.size = sizeof *in;
        return result;
    }
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *in = reinterpret_cast<sockaddr_in6 *>(&result.storage);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        in->sin6_family = AF_INET6;
        in->sin6_port = htons(port);
        std::memcpy(&in->sin6_addr, &bytes, sizeof bytes);
        result.size = sizeof *in;
        return result;
    }
    return std::nullopt;
}

/// 0, or the errno of trying to take the port the way QEMU does.
int tryPort(const SocketAddress &address, Protocol protocol)
{
    const bool tcp = protocol == Protocol::Tcp;
    const int fd = ::socket(address.storage.ss_family, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    if (fd < 0)
        return errno;
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    const int on = 1;
    if (tcp) // ignore connections in TIME_WAIT, but not listeners
        ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const auto *generic = reinterpret_cast<const sockaddr *>(&address.storage);
    const bool good = ::bind(fd, generic, address.size) == 0 && (!tcp || ::listen(fd, 1) == 0);
    const int error = good ? 0 : errno;
    ::close(fd);
    return error;
}

QString nameOf(Protocol protocol)
{
    return protocol == Protocol::Tcp ? QStringLiteral("TCP") : QStringLiteral("UDP");
}

Error busy(const QString &address, std::uint16_t port, Protocol protocol)
{
    Error error{.code = ErrorCode::Conflict,
                .what = QStringLiteral("%1 port %2 on %3 is taken")
                            .arg(nameOf(protocol))
                            .arg(port)
                            .arg(address)};
    if (const auto holder = portHolder(port, protocol))
        error.what += QStringLiteral(" by %1 (pid %2)").arg(holder->program).arg(holder->pid);
    if (const auto other = proposeFreePort(address, port, protocol))
        error.hint = QStringLiteral("%1 is free; write that, or `auto`").arg(*other);
    return error;
}

} // namespace

Result<void> checkPort(const QString &address, std::uint16_t port, Protocol protocol)
{
    const auto socket = socketAddress(address, port);
    if (!socket)
        return fail(ErrorCode::Invalid, QStringLiteral("%1 is no IP address").arg(address));
    const int error = tryPort(*socket, protocol);
    if (error == 0)
        return {};
    if (error == EADDRINUSE)
        return fail(busy(address, port, protocol));
    QString hint;
    if (error == EACCES)
        hint = QStringLiteral("write a port of 1024 or more");
    else if (error == EADDRNOTAVAIL)
        hint = QStringLiteral("write an address of this host, such as 127.0.0.1");
    return fail(ErrorCode::Failed,
                QStringLiteral("%1 port %2 on %3 cannot be used: %4")
                    .arg(nameOf(protocol))
                    .arg(port)
                    .arg(address, QString::fromLocal8Bit(std::strerror(error))),
                {}, hint);
}

bool isPortFree(const QString &address, std::uint16_t port, Protocol protocol)
{
    const auto socket = socketAddress(address, port);
    return socket && tryPort(*socket, protocol) == 0;
}

Result<std::uint16_t> chooseFreePort(const QString &address, Protocol protocol,
                                     const std::set<std::uint16_t> &avoid)
{
    const quint32 start = QRandomGenerator::global()->bounded(quint32(autoCount));
    for (quint32 i = 0; i < autoCount; ++i) {
        const auto port = static_cast<std::uint16_t>(firstAutoPort + (start + i) % autoCount);
        if (!avoid.contains(port) && isPortFree(address, port, protocol))
            return port;
    }
    return fail(ErrorCode::Conflict,
                QStringLiteral("no free port of 20000 to 29999 on %1").arg(address), {},
                QStringLiteral("write a port number of your own in `ports`"));
}

// :: takes IPv4's ports, too, unless its program says otherwise.
bool addressesOverlap(const QString &a, const QString &b)
{
    const QHostAddress one(a), other(b);
    const auto covers = [](const QHostAddress &any, const QHostAddress &address) {
        return any == QHostAddress::AnyIPv6 ||
               (any == QHostAddress::AnyIPv4 &&
                address.protocol() == QAbstractSocket::IPv4Protocol);
    };
    return one == other || covers(one, other) || covers(other, one);
}

std::optional<std::uint16_t> proposeFreePort(const QString &address, std::uint16_t wanted,
                                             Protocol protocol,
                                             const std::set<std::uint16_t> &avoid)
{
    for (int port = wanted + 1; port <= 65535 && port <= wanted + 100; ++port) {
        const auto candidate = static_cast<std::uint16_t>(port);
        if (!avoid.contains(candidate) && isPortFree(address, candidate, protocol))
            return candidate;
    }
    const auto any = chooseFreePort(address, protocol, avoid);
    return any ? std::optional(*any) : std::nullopt;
}

} // namespace hydra
