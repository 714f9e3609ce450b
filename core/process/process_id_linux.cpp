// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "process/process_id.h"

#include <QFile>
#include <QMetaObject>
#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>

namespace hydra {
namespace {

QByteArray readProcFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(4096) : QByteArray();
}

const QString &bootId()
{
    static const QString id = QString::fromLatin1(
        readProcFile(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed());
    return id;
}

int openPidfd(qint64 pid)
{
    return static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0u)); // close-on-exec
}

} // namespace

// The second field is the program's name in parentheses and may itself hold spaces and parentheses.
std::optional<ProcessId> identify(qint64 pid)
{
    if (pid <= 0)
        return std::nullopt;
    const QByteArray stat = readProcFile(QStringLiteral("/proc/%1/stat").arg(pid));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 1).simplified().split(' ');
    if (fields.size() < 20 || fields[0] == "Z" || fields[0] == "X")
        return std::nullopt;
    return ProcessId{pid, QString::fromLatin1(fields[19]) + u'@' + bootId()};
}

bool isAlive(const ProcessId &id)
{
    return identify(id.pid) == id;
}

bool sendSignal(const ProcessId &id, int signal)
{
    const int fd = openPidfd(id.pid);
    if (fd < 0) // before Linux 5.3 nothing better than the check just before the signal exists
        return errno == ENOSYS && isAlive(id) && ::kill(static_cast<pid_t>(id.pid), signal) == 0;
    const bool sent = isAlive(id) && ::syscall(SYS_pidfd_send_signal, fd, signal, nullptr, 0u) == 0;
    ::close(fd);
    return sent;
}

class ProcessWatch::Private
{
public:
    ~Private()
    {
        notifier.reset();
        if (fd >= 0)
            ::close(fd);
    }
    int fd = -1;
    std::unique_ptr<QSocketNotifier> notifier;
};

ProcessWatch::ProcessWatch(ProcessId id, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->fd = openPidfd(id.pid);
    if (d->fd < 0 || !isAlive(id)) {
        QMetaObject::invokeMethod(this, &ProcessWatch::ended, Qt::QueuedConnection);
        return;
    }
    d->notifier = std::make_unique<QSocketNotifier>(d->fd, QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        d->notifier->setEnabled(false);
        Q_EMIT ended();
    });
}

ProcessWatch::~ProcessWatch() = default;

} // namespace hydra

#include "process/moc_process_id.cpp"
