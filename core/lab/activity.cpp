// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/activity.h"

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <map>
#include <unistd.h>

namespace hydra {
namespace {

using Outcome = Activity::Outcome;

constexpr qint64 readLimit = 16 << 20;
constexpr qsizetype wordsLimit = 2000; // limit of each text, so that an entry stays one line

constexpr std::array<std::pair<Outcome, const char *>, 5> outcomes{
    {{Outcome::Running, "running"},
     {Outcome::Done, "done"},
     {Outcome::Failed, "failed"},
     {Outcome::Cancelled, "cancelled"},
     {Outcome::Vanished, "ended unexpectedly"}}};

QString timeText(qint64 ms)
{
    return ms == 0 ? QString()
                   : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

qint64 timeOf(const QJsonValue &value)
{
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

Outcome outcomeOf(const QJsonValue &value)
{
    for (const auto &[outcome, name] : outcomes) {
        if (value.toString() == QLatin1String(name))
            return outcome;
    }
    return Outcome::Running;
}

void takeEnd(Activity &activity, const QJsonObject &json)
{
    activity.outcome = outcomeOf(json[u"outcome"]);
    activity.endedAtMs = timeOf(json[u"ended_at"]);
    activity.error = json[u"error"].toString();
    if (!json[u"log"].toString().isEmpty())
        activity.log = json[u"log"].toString();
}

Activity fromJson(const QJsonObject &json)
{
    Activity activity;
    activity.id = json[u"id"].toString();
    activity.kind = json[u"kind"].toString();
    activity.target = json[u"target"].toString();
    activity.startedAtMs = timeOf(json[u"started_at"]);
    activity.process = {json[u"pid"].toInteger(), json[u"start_time"].toString()};
    takeEnd(activity, json);
    return activity;
}

QByteArray lineOf(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

/// Appends LINE, after a line break if a killed writer left a partial line.
Result<void> appendLine(const QString &path, QByteArray line)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return fail(ErrorCode::Failed, QStringLiteral("cannot write: %1").arg(file.errorString()),
                    path);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const qint64 size = file.size();
    if (size > 0 && file.seek(size - 1) && file.read(1) != "\n")
        line.prepend('\n');
    if (!file.seek(size) || file.write(line) != line.size() || ::fsync(file.handle()) != 0)
        return fail(ErrorCode::Failed, QStringLiteral("cannot write: %1").arg(file.errorString()),
                    path);
    return {};
}

} // namespace

QString toString(Outcome wanted)
{
    for (const auto &[outcome, name] : outcomes) {
        if (outcome == wanted)
            return QLatin1String(name);
    }
    return {};
}

QJsonObject toJson(const Activity &activity)
{
    return {{QStringLiteral("id"), activity.id},
            {QStringLiteral("kind"), activity.kind},
            {QStringLiteral("target"), activity.target},
            {QStringLiteral("started_at"), timeText(activity.startedAtMs)},
            {QStringLiteral("ended_at"), timeText(activity.endedAtMs)},
            {QStringLiteral("outcome"), toString(activity.outcome)},
            {QStringLiteral("error"), activity.error},
            {QStringLiteral("log"), activity.log},
            {QStringLiteral("pid"), activity.process.pid},
            {QStringLiteral("start_time"), activity.process.startTime}};
}

std::vector<Activity> parseActivities(const QByteArray &text)
{
    std::vector<Activity> activities;
    std::map<QString, std::size_t> places;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray &line : lines) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        const QString id = json[u"id"].toString();
        const auto place = places.find(id);
        if (id.isEmpty())
            continue;
        if (place != places.end()) {
            takeEnd(activities[place->second], json);
        } else if (json.contains(u"kind")) {
            places[id] = activities.size();
            activities.push_back(fromJson(json));
        }
    }
    return activities;
}

ActivityLog::ActivityLog(const Paths &paths)
    : m_file(paths.stateDir + QStringLiteral("/activity.jsonl"))
{
}

Result<void> ActivityLog::append(const QJsonObject &line) const
{
    if (auto made = makePrivateDir(QFileInfo(m_file).path()); !made)
        return made;
    const auto lock = FileLock::acquire(
        QFileInfo(m_file).path() + QStringLiteral("/.activity.lock"), std::chrono::seconds(5));
    if (!lock)
        return fail(lock.error());
    if (auto written = appendLine(m_file, lineOf(line)); !written)
        return written;
    return shorten();
}

Result<void> ActivityLog::shorten() const
{
    const auto text = readFile(m_file, readLimit);
    if (!text) // larger than anything we write: start over
        return writeFileAtomically(m_file, {});
    const std::vector<Activity> all = parseActivities(*text);
    if (all.size() <= kept && text->size() <= keptBytes)
        return {};
    QList<QByteArray> lines; // newest first
    qsizetype size = 0;
    for (auto activity = all.rbegin(); activity != all.rend() && lines.size() < qsizetype(kept);
         ++activity) {
        const QByteArray line = lineOf(toJson(*activity));
        size += line.size();
        if (size > keptBytes / 2)
            break;
        lines.prepend(line);
    }
    return writeFileAtomically(m_file, lines.join());
}

Result<QString> ActivityLog::begin(const QString &kind, const QString &target,
                                   const QString &log) const
{
    Activity activity;
    activity.id = randomId().left(12);
    activity.kind = kind;
    activity.target = target.left(wordsLimit);
    activity.startedAtMs = QDateTime::currentMSecsSinceEpoch();
    activity.log = log.left(wordsLimit);
    activity.process = identify(::getpid()).value_or(ProcessId{::getpid(), {}});
    if (auto written = append(toJson(activity)); !written)
        return fail(written.error());
    return activity.id;
}

Result<void> ActivityLog::end(const QString &id, Outcome outcome, const QString &error,
                              const QString &log) const
{
    return append({{QStringLiteral("id"), id},
                   {QStringLiteral("outcome"), toString(outcome)},
                   {QStringLiteral("ended_at"), timeText(QDateTime::currentMSecsSinceEpoch())},
                   {QStringLiteral("error"), error.left(wordsLimit)},
                   {QStringLiteral("log"), log.right(wordsLimit)}});
}

Result<std::vector<Activity>> ActivityLog::read() const
{
    const auto text = readFile(m_file, readLimit);
    if (!text && text.error().code == ErrorCode::NotFound)
        return std::vector<Activity>();
    if (!text)
        return fail(text.error());
    std::vector<Activity> activities = parseActivities(*text);
    std::reverse(activities.begin(), activities.end());
    activities.resize(std::min(activities.size(), kept));
    for (Activity &activity : activities) {
        if (activity.outcome == Outcome::Running && !isAlive(activity.process))
            activity.outcome = Outcome::Vanished;
    }
    return activities;
}

} // namespace hydra
