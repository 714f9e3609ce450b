// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_id.h"

#include <QMetaObject>
#include <QSocketNotifier>
#include <QTimer>

#include <csignal>
#include <sys/event.h>
#include <sys/sysctl.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr auto kWatchInterval = std::chrono::milliseconds(100);

} // namespace

std::optional<ProcessId> identify(qint64 pid)
{
    int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_PID, static_cast<int>(pid)};
    kinfo_proc info = {};
    size_t size = sizeof info;
    if (pid <= 0 || ::sysctl(name, 4, &info, &size, nullptr, 0) != 0 || size == 0 ||
        info.kp_proc.p_stat == SZOMB)
        return std::nullopt;
    const timeval start = info.kp_proc.p_starttime;
    return ProcessId{pid, QString::number(qint64(start.tv_sec) * 1000000 + start.tv_usec)};
}

bool isAlive(const ProcessId &id)
{
    return identify(id.pid) == id;
}

bool sendSignal(const ProcessId &id, int signal)
{
    return isAlive(id) && ::kill(static_cast<pid_t>(id.pid), signal) == 0;
}

class ProcessWatch::Private
{
public:
    ~Private()
    {
        notifier.reset();
        if (queue >= 0)
            ::close(queue);
    }
    // No descriptor is left.
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

    int queue = -1; // a kqueue is never inherited by a child
    std::unique_ptr<QSocketNotifier> notifier;
    QTimer look;
};

ProcessWatch::ProcessWatch(ProcessId id, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->queue = ::kqueue();
    struct kevent change = {};
    EV_SET(&change, static_cast<uintptr_t>(id.pid), EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0,
           nullptr);
    const bool watched = ::kevent(d->queue, &change, 1, nullptr, 0, nullptr) == 0;
    if (!isAlive(id)) {
        QMetaObject::invokeMethod(this, &ProcessWatch::ended, Qt::QueuedConnection);
        return;
    }
    if (!watched) {
        d->lookAgainAndAgain(*this, id);
        return;
    }
    d->notifier = std::make_unique<QSocketNotifier>(d->queue, QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        d->notifier->setEnabled(false);
        Q_EMIT ended();
    });
}

ProcessWatch::~ProcessWatch() = default;

OwnedFd takeDescriptor(const ProcessId &, int)
{
    return {};
}

} // namespace hydra

#include "core/process/moc_process_id.cpp"
