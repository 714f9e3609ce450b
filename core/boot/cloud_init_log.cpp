// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/cloud_init_log.h"

#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

constexpr qsizetype kMostWarnings = 5;
constexpr std::size_t kMostFailures = 20;
constexpr qsizetype kMostLines = 5000;

struct LogRecordText {
    QString level;
    QString message; ///< the first line's
    QStringList more;
};

bool beginsBoot(const LogRecordText &record)
{
    return record.message.startsWith(QStringLiteral("Cloud-init v. ")) &&
           record.message.contains(QStringLiteral("running 'init-local'"));
}

// Only what was logged since the last boot began. Lines of grep between two groups are "--".
std::vector<LogRecordText> recordsIn(const QString &text)
{
    static const QRegularExpression head(QStringLiteral(
        "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d+ - [\\w.]+\\[([A-Z]+)\\]: (.*)$"));
    std::vector<LogRecordText> records;
    for (const QString &line : text.split(u'\n').mid(0, kMostLines)) {
        if (const auto match = head.match(line); match.hasMatch()) {
            records.push_back({match.captured(1), match.captured(2), {}});
            if (beginsBoot(records.back()))
                records.clear();
        } else if (!records.empty() && line != u"--") {
            records.back().more << line;
        }
    }
    return records;
}

bool isWarning(const LogRecordText &record)
{
    return record.level == u"WARNING" || record.level == u"ERROR" || record.level == u"CRITICAL";
}

QString failedModule(const LogRecordText &record)
{
    static const QRegularExpression failed(
        QStringLiteral("^Running module ([A-Za-z0-9_-]+) \\(.*\\) failed$"));
    return failed.match(record.message).captured(1).replace(u'_', u'-');
}

QString tracebackOf(const LogRecordText &record)
{
    const qsizetype begin =
        record.more.indexOf(QRegularExpression(QStringLiteral("^Traceback .*")));
    return begin < 0 ? QString() : record.more.mid(begin).join(u'\n').trimmed();
}

// "module.SomeError: message", the first line after the traceback's indented ones.
QString exceptionOf(const QString &traceback)
{
    static const QRegularExpression exception(QStringLiteral("^[A-Za-z_][\\w.]*: (.+)$"));
    const QStringList lines = traceback.split(u'\n');
    const auto last = std::find_if(lines.rbegin(), lines.rend(), [](const QString &line) {
        return exception.match(line).hasMatch();
    });
    return last == lines.rend() ? QString() : exception.match(*last).captured(1);
}

// cloud-init's ProcessExecutionError (cloudinit/subp.py) has lines "Command: ['x']", "Exit code:
// 1", "Reason: ", "Stdout: ", "Stderr: ", the last two with more lines, and "-" for nothing.
QString failedCommand(const QString &traceback)
{
    static const QRegularExpression pattern(
        QStringLiteral("^Command: (.+)$.*^Exit code: (\\S+)$(?:.*^Stderr: (.*))?"),
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    const auto match = pattern.match(traceback);
    if (!match.hasMatch())
        return {};
    const QString command = match.captured(1).section(u'\n', 0, 0);
    const QString said = match.captured(3).trimmed().section(u'\n', -1).trimmed();
    const QString words =
        QStringLiteral("%1 ended with exit code %2").arg(command, match.captured(2));
    return said.isEmpty() || said == u"-" ? words : words + QStringLiteral(": ") + said;
}

/// Warnings that are the shell of another, or about our own reporting.
bool isNoise(const QString &message)
{
    return message.startsWith(QStringLiteral("Failed posting event")) ||
           message.startsWith(QStringLiteral("Multiple consecutive failures in WebHookHandler")) ||
           message.contains(QStringLiteral("failed with exceptions, re-raising the last one"));
}

void noteFailure(CloudInitLog &log, const QString &module, const LogRecordText &record,
                 QStringList &pending)
{
    const QString traceback = tracebackOf(record);
    if (log.failures.empty() || log.failures.back().module != module) {
        if (log.failures.size() < kMostFailures)
            log.failures.push_back({module, pending.value(0), {}});
        pending.clear();
    }
    if (log.failures.empty() || log.failures.back().module != module || traceback.isEmpty())
        return;
    FailedModule &failure = log.failures.back();
    failure.traceback = traceback;
    const QString exception = exceptionOf(traceback);
    const bool saysNothing =
        exception.isEmpty() || traceback.contains(QStringLiteral(": Unexpected error while"));
    if (!saysNothing)
        failure.words = exception;
    else if (failure.words.isEmpty())
        failure.words = failedCommand(traceback);
}

} // namespace

CloudInitLog readCloudInitLog(const QString &text)
{
    CloudInitLog log;
    QStringList pending; // warnings whose module may fail next
    for (const LogRecordText &record : recordsIn(text)) {
        if (const QString module = failedModule(record); !module.isEmpty())
            noteFailure(log, module, record, pending);
        else if (isWarning(record) && !isNoise(record.message) && !pending.contains(record.message))
            pending << record.message;
    }
    log.warnings = pending.mid(0, kMostWarnings);
    for (FailedModule &failure : log.failures) {
        if (failure.words.isEmpty())
            failure.words = QStringLiteral("failed");
    }
    return log;
}

} // namespace hydra
