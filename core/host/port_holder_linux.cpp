// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/ports.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

namespace hydra {
namespace {

// Columns of /proc/net/tcp and udp, in proc(5): sl, local, remote, state, queues, timer,
// retransmits, uid, timeout, inode.
QByteArray inodeIn(const QString &table, std::uint16_t port, const QByteArray &state)
{
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> columns = line.simplified().split(' ');
        if (columns.size() < 10 || columns[3] != state)
            continue;
        const QByteArray local = columns[1];
        bool good = false;
        if (local.mid(local.lastIndexOf(':') + 1).toUInt(&good, 16) == port && good)
            return columns[9];
    }
    return {};
}

QByteArray socketInode(const QString &proc, std::uint16_t port, Protocol protocol)
{
    const bool tcp = protocol == Protocol::Tcp;
    const QString table = proc + (tcp ? QStringLiteral("/net/tcp") : QStringLiteral("/net/udp"));
    const QByteArray state = tcp ? "0A" : "07"; // TCP_LISTEN; UDP: bound
    const QByteArray inode = inodeIn(table, port, state);
    return inode.isEmpty() ? inodeIn(table + u'6', port, state) : inode;
}

bool holds(const QString &process, const QByteArray &wanted)
{
    const QByteArray dir = QFile::encodeName(process + QStringLiteral("/fd"));
    // The links point to nothing (socket:[INODE]), and QDir lists dangling links only as System.
    const QStringList entries = QDir(QFile::decodeName(dir)).entryList(QDir::Files | QDir::System);
    for (const QString &entry : entries) {
        char target[64];
        const QByteArray link = dir + '/' + QFile::encodeName(entry);
        const ssize_t size = ::readlink(link.constData(), target, sizeof target);
        if (size > 0 && QByteArray(target, size) == wanted)
            return true;
    }
    return false;
}

QString programOf(const QString &process)
{
    QFile file(process + QStringLiteral("/comm"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(file.readAll().trimmed())
                                          : QString();
}

} // namespace

std::optional<PortHolder> portHolder(std::uint16_t port, Protocol protocol, const QString &proc)
{
    const QByteArray inode = socketInode(proc, port, protocol);
    if (inode.isEmpty())
        return std::nullopt;
    const QByteArray wanted = "socket:[" + inode + ']';
    const QStringList pids = QDir(proc).entryList({QStringLiteral("[1-9]*")}, QDir::Dirs);
    for (const QString &pid : pids) {
        const QString process = proc + u'/' + pid;
        if (holds(process, wanted))
            return PortHolder{pid.toLongLong(), programOf(process)};
    }
    return std::nullopt;
}

} // namespace hydra
