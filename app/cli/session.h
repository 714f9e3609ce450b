// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "job/job.h"
#include "lab/activity.h"
#include "lab/environment.h"
#include "lab/load.h"
#include "lab/vm_link.h"

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <memory>
#include <vector>

namespace hydra::cli {

/// One run of hydractl: what commands share. stdout is data, stderr is for people. A command
/// starts its work and calls `finish` once, at the latest from the event loop.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(Environment environment);

    [[nodiscard]] const Environment &environment() const { return m_environment; }
    [[nodiscard]] const Paths &paths() const { return m_environment.paths; }

    void finish(int code);
    /// Prints the error and finishes with its exit code.
    void finish(const Error &error);
    void printError(const Error &error);
    /// A line for people.
    void say(const QString &text) const;
    /// The work's progress: one line that changes on a terminal, else one line per step.
    void showProgress(const Progress &progress);
    /// Writes into the record of activities that this command begins something; `finish` adds how it
    /// ended. A record that cannot be written is a warning.
    void record(const QString &kind, const QString &target, const QString &log = {});
    /// What Ctrl-C and SIGTERM do instead of ending us; null: end us.
    void onInterrupt(std::function<void()> handler);
    /// The last signal that did so; 0: none came.
    [[nodiscard]] int interruptedBy() const { return m_interruptedBy; }

    /// Reads a target; on failure prints, finishes and returns nothing.
    [[nodiscard]] std::optional<LoadedTarget> load(const QString &target);
    /// The same; a target of several VMs is a failure too.
    [[nodiscard]] std::optional<LoadedTarget> loadVm(const std::string &target);
    [[nodiscard]] std::optional<std::vector<LoadedTarget>> loadAll(const std::vector<std::string> &targets);

    /// Keeps an object alive until the session ends.
    template <typename T>
    T *keep(std::unique_ptr<T> object)
    {
        object->setParent(this);
        return object.release();
    }

private:
    void endProgressLine();
    void endRecord(int code);

    Environment m_environment;
    QString m_progressWords;
    bool m_progressShown = false;
    QString m_activity; ///< its id; empty: none is recorded
    std::optional<Error> m_firstError;
    int m_interruptedBy = 0;
    std::function<void()> m_interrupt;
    std::unique_ptr<QSocketNotifier> m_signals;
};

using Action = std::function<void(Session &)>;

/// Does WORK on a thread, shows its progress and lets Ctrl-C cancel it; DONE gets its result.
template <typename T>
void runJob(Session &session, typename Job<T>::Work work, typename Job<T>::Done done)
{
    auto *job = session.keep(std::make_unique<Job<T>>(std::move(work), [&session, done = std::move(done)](Result<T> result) {
        session.onInterrupt(nullptr);
        done(std::move(result));
    }));
    QObject::connect(job, &JobBase::progress, &session, &Session::showProgress);
    session.onInterrupt([job] { job->cancel(); });
}

/// Every lab that can be read, whole; the others are reported on stderr.
[[nodiscard]] std::vector<LoadedTarget> allLabs(Session &session);

/// Runs OPERATION for every VM of the targets at once, each with an open link whose first status is
/// known; finishes the session when all have answered, with the gravest exit code.
using VmDone = std::function<void(Result<void>)>;
using VmOperation = std::function<void(VmLink &, VmDone)>;
/// Told of a VM whose link failed before its operation was over; the error itself is reported anyway.
using VmFailure = std::function<void(VmLink &)>;
void forEachVm(Session &session, const std::vector<LoadedTarget> &targets, VmOperation operation,
               VmFailure whenFailed = {});

/// Tells people of every step a VM makes while this command waits for it.
void sayPhases(Session &session, VmLink &link);

} // namespace hydra::cli
