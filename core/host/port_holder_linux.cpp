// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/ports.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QtEndian>

#include <algorithm>
#include <map>
#include <unistd.h>

namespace hydra {
namespace {

/// A line of the kernel's tables of sockets.
struct SocketLine {
    QByteArray address; ///< hexadecimal
    std::uint16_t port = 0;
    QByteArray inode;
};

// Columns of /proc/net/tcp and udp, in proc(5): sl, local, remote, state, queues, timer,
// retransmits, uid, timeout, inode.
std::optional<SocketLine> socketLine(const QByteArray &line, const QByteArray &state)
{
    const QList<QByteArray> columns = line.simplified().split(' ');
    if (columns.size() < 10 || columns[3] != state)
        return std::nullopt;
    const QByteArray local = columns[1];
    const qsizetype colon = local.lastIndexOf(':');
    bool good = false;
    const uint port = local.mid(colon + 1).toUInt(&good, 16);
    if (!good || colon < 0 || port > 65535)
        return std::nullopt;
    return SocketLine{local.left(colon), std::uint16_t(port), columns[9]};
}

/// Those that listen, of IPv4 and then of IPv6.
std::vector<SocketLine> socketLines(const QString &proc, Protocol protocol)
{
    const bool tcp = protocol == Protocol::Tcp;
    const QString table = proc + (tcp ? QStringLiteral("/net/tcp") : QStringLiteral("/net/udp"));
    const QByteArray state = tcp ? "0A" : "07"; // TCP_LISTEN; UDP: bound
    std::vector<SocketLine> all;
    for (const QString &name : {table, table + u'6'}) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (auto socket = socketLine(line, state))
                all.push_back(std::move(*socket));
        }
    }
    return all;
}

QByteArray socketInode(const QString &proc, std::uint16_t port, Protocol protocol)
{
    for (const SocketLine &socket : socketLines(proc, protocol)) {
        if (socket.port == port)
            return socket.inode;
    }
    return {};
}

// The kernel prints an address as 32-bit words, each in the host's byte order.
QString addressIn(const QByteArray &hex)
{
    QByteArray bytes;
    for (qsizetype at = 0; at + 8 <= hex.size(); at += 8) {
        const quint32 word = hex.mid(at, 8).toUInt(nullptr, 16);
        bytes.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    if (bytes.size() == 4)
        return QHostAddress(qFromBigEndian<quint32>(bytes.constData())).toString();
    return bytes.size() == 16
               ? QHostAddress(reinterpret_cast<const quint8 *>(bytes.constData())).toString()
               : QString();
}

/// The inodes of a process's sockets.
std::vector<QByteArray> socketsOf(const QString &process)
{
    const QByteArray dir = QFile::encodeName(process + QStringLiteral("/fd"));
    // The links point to nothing (socket:[INODE]), and QDir lists dangling links only as System.
    const QStringList entries = QDir(QFile::decodeName(dir)).entryList(QDir::Files | QDir::System);
    std::vector<QByteArray> inodes;
    for (const QString &entry : entries) {
        char target[64];
        const QByteArray link = dir + '/' + QFile::encodeName(entry);
        const ssize_t size = ::readlink(link.constData(), target, sizeof target);
        const QByteArray text(target, std::max<ssize_t>(size, 0));
        if (text.startsWith("socket:[") && text.endsWith(']'))
            inodes.push_back(text.mid(8, text.size() - 9));
    }
    return inodes;
}

QString programOf(const QString &process)
{
    QFile file(process + QStringLiteral("/comm"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(file.readAll().trimmed())
                                          : QString();
}

QStringList processesIn(const QString &proc)
{
    return QDir(proc).entryList({QStringLiteral("[1-9]*")}, QDir::Dirs);
}

std::map<QByteArray, PortHolder> socketHolders(const QString &proc)
{
    std::map<QByteArray, PortHolder> holders;
    for (const QString &pid : processesIn(proc)) {
        const QString process = proc + u'/' + pid;
        const std::vector<QByteArray> sockets = socketsOf(process);
        if (sockets.empty())
            continue;
        const PortHolder holder{pid.toLongLong(), programOf(process)};
        for (const QByteArray &inode : sockets)
            holders.try_emplace(inode, holder);
    }
    return holders;
}

} // namespace

std::optional<PortHolder> portHolder(std::uint16_t port, Protocol protocol, const QString &proc)
{
    const QByteArray inode = socketInode(proc, port, protocol);
    if (inode.isEmpty())
        return std::nullopt;
    for (const QString &pid : processesIn(proc)) {
        const QString process = proc + u'/' + pid;
        const std::vector<QByteArray> sockets = socketsOf(process);
        if (std::find(sockets.begin(), sockets.end(), inode) != sockets.end())
            return PortHolder{pid.toLongLong(), programOf(process)};
    }
    return std::nullopt;
}

std::optional<std::vector<Listener>> listeners(const QString &proc)
{
    const std::map<QByteArray, PortHolder> holders = socketHolders(proc);
    std::vector<Listener> all;
    for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp}) {
        for (const SocketLine &socket : socketLines(proc, protocol)) {
            Listener listener{addressIn(socket.address), socket.port, protocol, {}};
            if (const auto holder = holders.find(socket.inode); holder != holders.end())
                listener.holder = holder->second;
            all.push_back(std::move(listener));
        }
    }
    return all;
}

} // namespace hydra
