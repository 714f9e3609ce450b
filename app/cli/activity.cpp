// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QJsonArray>

namespace hydra::cli {
namespace {

QStringList rowOf(const Activity &activity, qint64 nowMs)
{
    const bool over = activity.endedAtMs > 0;
    const bool timed = over || activity.outcome == Activity::Outcome::Running;
    const QString took =
        timed ? age(((over ? activity.endedAtMs : nowMs) - activity.startedAtMs) / 1000)
              : QStringLiteral("-");
    return {QDateTime::fromMSecsSinceEpoch(activity.startedAtMs)
                .toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")),
            activity.kind,
            activity.target,
            toString(activity.outcome),
            took,
            activity.error.section(u'\n', 0, 0)};
}

void show(Session &session, Format format)
{
    const auto activities = ActivityLog(session.paths()).read();
    if (!activities)
        return session.finish(activities.error());
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QJsonArray json;
    std::vector<QStringList> rows;
    for (const Activity &activity : *activities) {
        json.append(toJson(activity));
        rows.push_back(rowOf(activity, now));
    }
    if (format != Format::Table)
        printValue({{QStringLiteral("activities"), json}}, format);
    else
        print(table({QStringLiteral("STARTED"), QStringLiteral("KIND"), QStringLiteral("TARGET"),
                     QStringLiteral("OUTCOME"), QStringLiteral("TOOK"), QStringLiteral("ERROR")},
                    rows));
    session.finish(0);
}

} // namespace

void addActivity(CLI::App &app, Action &action)
{
    auto format = std::make_shared<Format>(Format::Table);
    CLI::App *command =
        app.add_subcommand("activity", "Show what was started and built, newest first");
    addFormat(*command, *format);
    command->callback(
        [format, &action] { action = [format](Session &session) { show(session, *format); }; });
}

} // namespace hydra::cli
