// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/limits.h"

#include <QFile>
#include <QFileInfo>

namespace hydra {
namespace {

// Files in /proc report size 0, so read to the end instead of asking for the size.
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(64 << 10) : QByteArray();
}

} // namespace

std::optional<MemorySize> availableMemory(const QString &proc)
{
    const QList<QByteArray> lines = contentOf(proc + QStringLiteral("/meminfo")).split('\n');
    for (const QByteArray &line : lines) {
        bool good = false;
        if (!line.startsWith("MemAvailable:"))
            continue;
        const qulonglong kib = line.mid(13).simplified().split(' ').value(0).toULongLong(&good);
        return good ? std::optional(MemorySize::kib(kib)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<PortRange> outgoingPorts(const QString &proc)
{
    const QByteArray text = contentOf(proc + QStringLiteral("/sys/net/ipv4/ip_local_port_range"));
    const QList<QByteArray> words = text.simplified().split(' ');
    if (words.size() != 2 || words[0].toUShort() == 0 || words[1].toUShort() == 0)
        return std::nullopt;
    return PortRange{words[0].toUShort(), words[1].toUShort()};
}

QString hostBootId()
{
    return QString::fromLatin1(
        contentOf(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed());
}

QString packageSystem()
{
    for (const char *name : {"apt-get", "dnf"}) {
        if (QFileInfo(QStringLiteral("/usr/bin/") + QLatin1String(name)).isExecutable())
            return QString::fromLatin1(name).section(u'-', 0, 0);
    }
    return {};
}

} // namespace hydra
