// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/job/job.h"
#include "core/lab/activity.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"
#include "core/process/signal_watch.h"
#include "core/reach/vm_link.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace hydra::cli {

/// One invocation of hydractl: what its commands share. stdout is for data, stderr for people. A
/// command starts its work and calls `finish` once, possibly later from the event loop.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(Environment environment);

    [[nodiscard]] const Environment &environment() const { return m_environment; }
    [[nodiscard]] const Paths &paths() const { return m_environment.paths; }

    void finish(int code);
    /// Prints the error, and finishes with its exit code.
    void finish(const Error &error);
    void printError(const Error &error);
    /// Prints a line for people.
    void say(const QString &text) const;
    /// Shows a job's progress: one line that is updated on a terminal, else a line per step.
    void showProgress(const Progress &progress);
    /// Records the start of this command among the activities; `finish` adds the outcome. Failing
    /// to write the record is only a warning.
    void record(const QString &kind, const QString &target, const QString &log = {});
    /// Replaces the effect of Ctrl-C and SIGTERM, which is to end the program; null restores it.
    void onInterrupt(std::function<void()> handler);
    /// The last signal that was handled so; 0: none.
    [[nodiscard]] int interruptedBy() const { return m_interruptedBy; }

    /// Loads a target; on failure prints the error, finishes and returns nothing.
    [[nodiscard]] std::optional<LoadedTarget> load(const QString &target);
    /// The same for a target that must be a single VM.
    [[nodiscard]] std::optional<LoadedTarget> loadVm(const std::string &target);
    [[nodiscard]] std::optional<std::vector<LoadedTarget>>
    loadAll(const std::vector<std::string> &targets);

    /// Keeps an object alive until the session ends.
    template <typename T> T *keep(std::unique_ptr<T> object)
    {
        object->setParent(this);
        return object.release();
    }

    /// Leaves an object to the end of the process, which then destroys nothing more.
    void leave(std::unique_ptr<QObject> object) { m_left = object.release(); }
    [[nodiscard]] bool endsAtOnce() const { return m_left != nullptr; }

private:
    void endProgressLine();
    void endRecord(int code);

    Environment m_environment;
    QString m_progressWords;
    bool m_progressShown = false;
    QString m_activity; ///< its id; empty: not recorded
    std::optional<Error> m_firstError;
    QObject *m_left = nullptr; ///< the last of those
    int m_interruptedBy = 0;
    std::function<void()> m_interrupt;
    std::unique_ptr<SignalWatch> m_signals;
};

using Action = std::function<void(Session &)>;

/// Runs WORK on a thread with progress shown and Ctrl-C cancelling it; DONE gets its result.
template <typename T>
void runJob(Session &session, typename Job<T>::Work work, typename Job<T>::Done done)
{
    auto *job = session.keep(std::make_unique<Job<T>>(
        std::move(work), [&session, done = std::move(done)](Result<T> result) {
            session.onInterrupt(nullptr);
            done(std::move(result));
        }));
    QObject::connect(job, &JobBase::progress, &session, &Session::showProgress);
    session.onInterrupt([job] { job->cancel(); });
}

/// All labs that can be read, each with all its VMs; errors of the others are printed.
[[nodiscard]] std::vector<LoadedTarget> allLabs(Session &session);
/// The TARGET of a command for which an empty one means `allLabs`; nothing when it cannot be
/// loaded, which is reported then.
[[nodiscard]] std::optional<std::vector<LoadedTarget>> targetOrAll(Session &session,
                                                                   const std::string &target);

/// Runs OPERATION for all VMs of the targets concurrently, each with an open link whose first
/// status has arrived; finishes the session when all are done, with the exit code of the first
/// failure.
using VmDone = std::function<void(Result<void>)>;
using VmOperation = std::function<void(VmLink &, VmDone)>;
/// Called for a VM whose link failed before its operation was done; the error is printed in any
/// case.
using VmFailure = std::function<void(VmLink &)>;
void forEachVm(Session &session, const std::vector<LoadedTarget> &targets, VmOperation operation,
               VmFailure whenFailed = {});

/// Prints each phase a VM reaches while this command waits for it.
void sayPhases(Session &session, VmLink &link);

} // namespace hydra::cli
