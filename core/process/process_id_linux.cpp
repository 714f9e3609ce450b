// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_id.h"

#include "core/host/limits.h"

#include <QFile>
#include <QMetaObject>
#include <QSocketNotifier>
#include <QTimer>

#include <cerrno>
#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

namespace hydra {
namespace {

constexpr auto kWatchInterval = std::chrono::milliseconds(100);

QByteArray readProcFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(4096) : QByteArray();
}

const QString &bootId()
{
    static const QString id = hostBootId();
    return id;
}

int openPidfd(qint64 pid)
{
    return static_cast<int>(
        ::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0u)); // close-on-exec
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
    if (fd < 0) // before Linux 5.3 and in some sandboxes the check just before the signal is all
                // there is
        return errno != ESRCH && isAlive(id) && ::kill(static_cast<pid_t>(id.pid), signal) == 0;
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
    // No descriptor is left, or a sandbox or an old kernel has no pidfd.
    void lookAgainAndAgain(ProcessWatch &watch, const ProcessId &id)
    {
        connect(&look, &QTimer::timeout, &watch, [this, &watch, id] {
            if (isAlive(id))
                return;
            look.stop();
            Q_EMIT watch.ended();
        });
        look.start(kWatchInterval);
    }

    int fd = -1;
    std::unique_ptr<QSocketNotifier> notifier;
    QTimer look;
};

ProcessWatch::ProcessWatch(ProcessId id, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->fd = openPidfd(id.pid);
    if (!isAlive(id)) {
        QMetaObject::invokeMethod(this, &ProcessWatch::ended, Qt::QueuedConnection);
        return;
    }
    if (d->fd < 0) {
        d->lookAgainAndAgain(*this, id);
        return;
    }
    d->notifier = std::make_unique<QSocketNotifier>(d->fd, QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        d->notifier->setEnabled(false);
        Q_EMIT ended();
    });
}

ProcessWatch::~ProcessWatch() = default;

// The identity is asked after the process was opened: from then on its pid is nobody else's.
OwnedFd takeDescriptor(const ProcessId &process, int number)
{
    const OwnedFd opened(openPidfd(process.pid));
    if (!opened.isOpen() || !isAlive(process))
        return {};
    return OwnedFd(static_cast<int>(::syscall(SYS_pidfd_getfd, opened.get(), number, 0U)));
}

} // namespace hydra

#include "core/process/moc_process_id.cpp"
