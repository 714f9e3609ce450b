// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/running.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QRegularExpression>
#include <QSet>

#include <arpa/inet.h>
#include <cstring>
#include <unistd.h>

namespace hydra::test {
namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList argumentsOf(qint64 pid)
{
    QByteArray text = readAll(QStringLiteral("/proc/%1/cmdline").arg(pid));
    if (text.endsWith('\0'))
        text.chop(1);
    QStringList args;
    for (const QByteArray &arg : text.split('\0'))
        args << QString::fromLocal8Bit(arg);
    return args;
}

QSet<QByteArray> socketsOf(qint64 pid)
{
    QSet<QByteArray> inodes;
    const QDir dir(QStringLiteral("/proc/%1/fd").arg(pid));
    for (const QString &fd :
         dir.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        char target[128];
        const ssize_t n =
            ::readlink(QFile::encodeName(dir.filePath(fd)).constData(), target, sizeof target);
        const QByteArray link(target, n > 0 ? n : 0);
        if (link.startsWith("socket:["))
            inodes.insert(link.mid(8).chopped(1));
    }
    return inodes;
}

// The kernel prints 32-bit words in host byte order.
QString addressOf(const QByteArray &hex)
{
    QByteArray bytes = QByteArray::fromHex(hex);
    for (qsizetype i = 0; i + 4 <= bytes.size(); i += 4) {
        std::uint32_t word = 0;
        std::memcpy(&word, bytes.constData() + i, 4);
        word = ntohl(word);
        std::memcpy(bytes.data() + i, &word, 4);
    }
    if (bytes.size() == 16)
        return QHostAddress(reinterpret_cast<const quint8 *>(bytes.constData())).toString();
    std::uint32_t v4 = 0;
    std::memcpy(&v4, bytes.constData(), 4);
    return QHostAddress(ntohl(v4)).toString();
}

} // namespace

std::vector<Running> processesNaming(const QString &text)
{
    std::vector<Running> found;
    for (const QString &entry :
         QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isPid = false;
        const qint64 pid = entry.toLongLong(&isPid);
        if (!isPid || pid == ::getpid())
            continue;
        const QStringList args = argumentsOf(pid);
        if (args.join(u'\n').contains(text)) {
            if (const auto id = identify(pid))
                found.push_back({*id, args});
        }
    }
    return found;
}

std::vector<Listener> listenersOf(const ProcessId &process)
{
    const QSet<QByteArray> mine = socketsOf(process.pid);
    std::vector<Listener> found;
    for (const char *table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        for (const QByteArray &line : readAll(QString::fromLatin1(table)).split('\n')) {
            const QList<QByteArray> words = line.simplified().split(' ');
            if (words.size() < 10 || words[3] != "0A" || !mine.contains(words[9]))
                continue;
            const qsizetype colon = words[1].indexOf(':');
            found.push_back(
                {addressOf(words[1].left(colon)), words[1].mid(colon + 1).toInt(nullptr, 16)});
        }
    }
    return found;
}

} // namespace hydra::test
