// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/memory.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QSet>

#include <sys/stat.h>

namespace hydra::bench {
namespace {

QByteArray readProc(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The file in a line of maps or smaps; empty for anonymous memory.
QByteArray fileOf(const QByteArray &line)
{
    const qsizetype slash = line.indexOf('/');
    return slash < 0 ? QByteArray() : line.mid(slash);
}

struct Sharers {
    int all = 0;
    int strangers = 0;
};

QMap<QByteArray, Sharers> countSharers(const QString &program)
{
    QMap<QByteArray, Sharers> sharers;
    for (const QString &pid :
         QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        const bool stranger =
            QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(pid)) == program;
        QSet<QByteArray> files;
        for (const QByteArray &line :
             readProc(QStringLiteral("/proc/%1/maps").arg(pid)).split('\n'))
            files << fileOf(line);
        for (const QByteArray &file : files) {
            sharers[file].all += 1;
            sharers[file].strangers += stranger ? 1 : 0;
        }
    }
    return sharers;
}

// "5581a000-5581b000 r-xp ..." begins a mapping; "Pss:   12 kB" is one of its properties.
bool beginsMapping(const QByteArray &line)
{
    const qsizetype dash = line.indexOf('-');
    return dash > 0 && dash < line.indexOf(' ');
}

} // namespace

double pssMibWithout(qint64 pid, const QString &program)
{
    const QMap<QByteArray, Sharers> sharers = countSharers(program);
    double kib = 0;
    double factor = 1;
    for (const QByteArray &line : readProc(QStringLiteral("/proc/%1/smaps").arg(pid)).split('\n')) {
        if (beginsMapping(line)) {
            const Sharers shared = sharers.value(fileOf(line));
            const bool counts = !fileOf(line).isEmpty() && shared.all > shared.strangers;
            factor = counts ? double(shared.all) / (shared.all - shared.strangers) : 1;
        } else if (line.startsWith("Pss:")) {
            kib += factor * line.mid(4).chopped(2).trimmed().toDouble();
        }
    }
    return kib / 1024;
}

double diskMib(const QString &directory)
{
    double blocks = 0;
    QDirIterator files(directory, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        struct stat info = {};
        if (::lstat(QFile::encodeName(files.next()).constData(), &info) == 0)
            blocks += double(info.st_blocks);
    }
    return blocks * 512 / (1 << 20);
}

} // namespace hydra::bench
