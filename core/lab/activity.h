// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/host/paths.h"
#include "core/process/process_id.h"

#include <QJsonObject>

#include <vector>

namespace hydra {

/// One start or job of any of our programs. A value.
struct Activity {
    enum class Outcome {
        /// Its process has ended without recording an outcome: killed, or the host went down.
        Running,
        Done,
        Failed,
        Cancelled,
        Vanished
    };
    QString id;
    QString kind;           ///< up, demo, image-build, down...
    QString target;         ///< LAB, LAB/VM, an image's name
    qint64 startedAtMs = 0; ///< Unix time in milliseconds
    qint64 endedAtMs = 0;   ///< 0: running, or the end was not recorded
    Outcome outcome = Outcome::Running;
    QString error;     ///< why it failed
    QString log;       ///< the path of a log, or the end of a tool's output
    ProcessId process; ///< the process that does it
    bool operator==(const Activity &) const = default;
};

[[nodiscard]] QString
toString(Activity::Outcome outcome); ///< running, done... "ended unexpectedly"
[[nodiscard]] QJsonObject toJson(const Activity &activity);

/// Parses an activity file, oldest first; invalid lines (truncated by a kill, or of another
/// version) are skipped. Does not check whether processes are alive. Pure.
[[nodiscard]] std::vector<Activity> parseActivities(const QByteArray &text);

/// $XDG_STATE_HOME/hydra/activity.jsonl, shared by all our programs: lines are appended under a
/// lock, one for the start and one for the end of an activity; the newest 500 activities (1 MiB)
/// are kept. Small blocking reads and writes, any thread.
class ActivityLog
{
public:
    static constexpr std::size_t kept = 500;
    static constexpr qsizetype keptBytes = 1 << 20;

    explicit ActivityLog(const Paths &paths);

    /// Records a start by this process; the id is for `end`.
    [[nodiscard]] Result<QString> begin(const QString &kind, const QString &target,
                                        const QString &log = {}) const;
    /// LOG empty: keeps the one given to `begin`.
    [[nodiscard]] Result<void> end(const QString &id, Activity::Outcome outcome,
                                   const QString &error = {}, const QString &log = {}) const;
    /// Newest first.
    [[nodiscard]] Result<std::vector<Activity>> read() const;
    [[nodiscard]] const QString &file() const { return m_file; }

private:
    [[nodiscard]] Result<void> append(const QJsonObject &line) const;
    [[nodiscard]] Result<void> shorten() const;

    QString m_file;
};

} // namespace hydra
