// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "host/paths.h"
#include "process/process_id.h"

#include <QJsonObject>

#include <vector>

namespace hydra {

/// One start or job of any of our programs. A value.
struct Activity {
    enum class Outcome {
        Running,
        Done,
        Failed,
        Cancelled,
        Vanished ///< its process is gone and never told an end: killed, or the machine stopped
    };
    QString id;
    QString kind;           ///< up, demo, image-build, down...
    QString target;         ///< LAB, LAB/VM, an image's name
    qint64 startedAtMs = 0; ///< Unix time in milliseconds
    qint64 endedAtMs = 0;   ///< 0: it runs, or nobody saw its end
    Outcome outcome = Outcome::Running;
    QString error;     ///< in words, when it failed
    QString log;       ///< the path of a log, or the end of a tool's words
    ProcessId process; ///< that does it
    bool operator==(const Activity &) const = default;
};

[[nodiscard]] QString
toString(Activity::Outcome outcome); ///< running, done... "ended unexpectedly"
[[nodiscard]] QJsonObject toJson(const Activity &activity);

/// The lines of an activity file as activities, oldest first; lines that are none (torn by a kill,
/// of another version) are passed over. Nobody is asked whether processes live. Pure.
[[nodiscard]] std::vector<Activity> parseActivities(const QByteArray &text);

/// $XDG_STATE_HOME/hydra/activity.jsonl, which all our programs share: lines are appended under a
/// lock, one for a beginning and one for an end; the newest 500 activities (1 MiB) are kept. Small
/// blocking reads and writes, any thread.
class ActivityLog
{
public:
    static constexpr std::size_t kept = 500;
    static constexpr qsizetype keptBytes = 1 << 20;

    explicit ActivityLog(const Paths &paths);

    /// This process begins something; the id is for `end`.
    [[nodiscard]] Result<QString> begin(const QString &kind, const QString &target,
                                        const QString &log = {}) const;
    /// LOG empty: what `begin` said stays.
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
