// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process.h"
#include "core/process/process_id.h"
#include "core/vm/launch_plan.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace hydra {

class QmpClient;

/// What a hypervisor can do, as data.
struct Capabilities {
    bool serialInput = false;      ///< consoles are sockets that take keys, too; else files to read
    bool gracefulShutdown = false; ///< it can press the guest's power button
    bool pause = false;            ///< and resume
    bool reset = false;            ///< the guest, without a new process
    bool snapshots = false;        ///< inside the disks, with and without memory
    bool frozenStart = false;      ///< it can go on from another guest's memory
    bool survivesReboot = false;   ///< a guest that reboots does not end its process
    bool operator==(const Capabilities &) const = default;
};

/// What a hypervisor's machine does just now; in brackets: QEMU's word (qemu-qmp-ref(7), RunState).
enum class RunState {
    Prelaunch,     ///< waits for its first `resume` [prelaunch]
    Incoming,      ///< waits for a frozen guest's state, or reads it [inmigrate]
    Running,       ///< [running], and whatever passes by itself, such as [save-vm]
    Paused,        ///< [paused]
    DiskFull,      ///< stopped by a disk error that `resume` tries again [io-error]
    LoadFailed,    ///< stopped for the load of a snapshot, which failed or is not over [restore-vm]
    InternalError, ///< [internal-error]
    ShutDown,      ///< the guest is gone, the process goes [shutdown]
};

/// How the process of a hypervisor ended.
struct EndFacts {
    std::optional<ProcessExit> exit; ///< nothing: it was adopted, so nobody could wait for it
    /// Why, in QMP's words (ShutdownCause: guest-shutdown, host-signal, …); empty: nobody said.
    QString shutdownReason;
    bool killAsked = false; ///< by a client of the keeper
    bool powerdownAsked = false;
    QString lastWords; ///< of its stderr
};

/// Bytes since the start, all disks together.
struct DiskTraffic {
    qint64 read = 0;
    qint64 written = 0;
};

/// One run of a hypervisor, started by us or adopted from a keeper that died: its process, and the
/// link through which it is asked and told. What the keeper drives, whatever stands behind it.
/// Event-loop thread; never blocks. The process outlives this object and ours.
///
/// Commands: DONE comes once, with an error when it was refused or the link broke first, and not at
/// all after this object's destruction. A command that is not among the capabilities is refused.
class Hypervisor : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    using Done = std::function<void(const Result<void> &)>;

    [[nodiscard]] virtual const Capabilities &capabilities() const = 0;

    /// Makes the process and holds it, so that its identity can be recorded before it does
    /// anything; `go` lets it run. Nothing when it could not even be forked: `ended` says why.
    /// PASSED are borrowed; the process finds them as its descriptors 3, 4...
    [[nodiscard]] virtual std::optional<ProcessId> launchHeld(const LaunchAttempt &attempt,
                                                              const std::vector<int> &passed) = 0;
    virtual void go() = 0;
    virtual void adopt(const ProcessId &id) = 0;

    [[nodiscard]] virtual bool isLinked() const = 0; ///< it can be asked and told
    [[nodiscard]] virtual bool isEnding() const = 0; ///< its process has ended
    /// QEMU's monitor, for what only QEMU can do; null without one, and while not linked.
    [[nodiscard]] virtual QmpClient *qmp() const { return nullptr; }

    virtual void queryState(std::function<void(const Result<RunState> &)> done) = 0;
    virtual void queryDisks(std::function<void(const Result<DiskTraffic> &)> done) = 0;
    virtual void resume(Done done) = 0; ///< also lets it run for the first time
    virtual void pause(Done done) = 0;
    virtual void reset(Done done) = 0;
    virtual void pressPowerButton(Done done) = 0;
    /// Ends it in good order for the disks, but without its guest.
    virtual void quit() = 0;
    virtual void forceEnd() = 0; ///< SIGKILL
    /// For a console that it records: writes to LOG_FILE from now on, and serves SOCKET in place of
    /// the socket that it served before. No output is lost.
    virtual void moveConsole(const QString &console, const QString &socket, const QString &logFile,
                             Done done);

Q_SIGNALS:
    void linked();                     ///< again after a loss
    void linkLost(const QString &why); ///< though its process lives; the link is tried again
    void said(const QString &line);    ///< for the VM's log
    void stopped();                    ///< the guest stands still: `queryState` tells why
    void resumed();
    void wasReset(); ///< the guest boots anew
    void shuttingDown();
    void guestPanicked();
    void diskFailed(const QString &why);
    /// Once, when its process has ended and all that it had still said was heard.
    void ended(const hydra::EndFacts &facts);
};

} // namespace hydra
