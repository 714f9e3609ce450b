// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/spawn.h"

#include <QObject>

#include <memory>
#include <optional>

namespace hydra {

/// A process that stays the same one though pids are reused: pid and its start time (Linux: clock
/// ticks since boot, field 22 of /proc/PID/stat, with the boot id; macOS: microseconds).
struct ProcessId {
    qint64 pid = 0;
    QString startTime;

    bool operator==(const ProcessId &) const = default;
};

/// Nothing when no such process runs (a zombie does not run).
[[nodiscard]] std::optional<ProcessId> identify(qint64 pid);
/// True while that very process runs.
[[nodiscard]] bool isAlive(const ProcessId &id);
/// Sends SIGNAL only to that very process (through a pidfd on Linux); false when it is gone.
bool sendSignal(const ProcessId &id, int signal);

/// Tells once, in its thread, when a process that need not be our child has ended. (Linux: pidfd;
/// macOS: kqueue.) Emits `ended` also when it is gone already.
class ProcessWatch : public QObject
{
    Q_OBJECT

public:
    explicit ProcessWatch(ProcessId id, QObject *parent = nullptr);
    ~ProcessWatch() override;

Q_SIGNALS:
    void ended();

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// A copy of the process's descriptor NUMBER (pidfd_getfd(2)). Not open where the system has no
/// such call or does not allow it (Yama's ptrace_scope, a container's seccomp filter), and when the
/// process has ended.
[[nodiscard]] OwnedFd takeDescriptor(const ProcessId &process, int number);

} // namespace hydra
