// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/orphans.h"

#include "core/image/work_dir.h"
#include "core/process/run.h"

#include <QDir>
#include <QFile>
#include <QThread>

#include <cerrno>
#include <csignal>
#include <map>
#include <set>
#include <unistd.h>
#include <vector>

namespace hydra {
namespace {

struct Entry {
    qint64 session = 0;
    bool running = false;
    bool named = false; ///< its command line contains the directory
};

QByteArray procFile(qint64 pid, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::map<qint64, Entry> readProcesses(const QByteArray &directory)
{
    std::map<qint64, Entry> processes;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        const qint64 pid = name.toLongLong();
        const QByteArray stat = pid > 0 ? procFile(pid, "stat") : QByteArray();
        // After the name in brackets: state, parent, process group, session (proc(5)).
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.size() < 4)
            continue;
        processes[pid] = {fields.at(3).toLongLong(), fields.at(0) != "Z",
                          procFile(pid, "cmdline").contains(directory)};
    }
    return processes;
}

std::vector<qint64> orphansOf(const QByteArray &directory)
{
    const std::map<qint64, Entry> processes = readProcesses(directory);
    std::set<qint64> sessions;
    for (const auto &[pid, entry] : processes) {
        const bool leads = entry.session == pid;
        const bool leaderless = processes.count(entry.session) == 0;
        if (entry.named && (leads || leaderless))
            sessions.insert(entry.session);
    }
    std::vector<qint64> orphans;
    for (const auto &[pid, entry] : processes) {
        if (entry.running && sessions.count(entry.session) != 0 && pid != ::getpid())
            orphans.push_back(pid);
    }
    return orphans;
}

void killAll(const std::vector<qint64> &pids)
{
    QStringList args{QStringLiteral("-KILL")};
    for (const qint64 pid : pids) {
        if (::kill(static_cast<pid_t>(pid), SIGKILL) != 0 && errno == EPERM)
            args += QString::number(pid); // belongs to a subordinate user
    }
    if (args.size() > 1)
        (void)run(asNamespaceRoot({.program = QStringLiteral("kill"), .args = args}));
}

} // namespace

void killOrphans(const QString &workDir)
{
    const QByteArray directory = QFile::encodeName(workDir);
    for (int tries = 0; tries < 40; ++tries) {
        const std::vector<qint64> pids = orphansOf(directory);
        if (pids.empty())
            return;
        killAll(pids);
        QThread::msleep(50);
    }
}

} // namespace hydra
