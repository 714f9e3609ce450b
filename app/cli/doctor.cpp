// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/doctor/doctor.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

#include <algorithm>

namespace hydra::cli {
namespace {

using State = Finding::State;

// Findings that are fine, or that this machine cannot have, need no fix.
bool needsCure(const Finding &finding)
{
    return finding.state == State::Attention || finding.state == State::Problem;
}

void printTable(const std::vector<Finding> &findings)
{
    std::vector<QStringList> rows;
    for (const Finding &finding : findings) {
        rows.push_back({toString(finding.state), finding.title, finding.words});
        if (needsCure(finding) && !finding.fix.isEmpty())
            rows.push_back({QString(), QString(), QStringLiteral("  To do: ") + finding.fix});
        if (needsCure(finding) && !finding.command.isEmpty())
            rows.push_back({QString(), QString(), QStringLiteral("  $ ") + finding.command});
    }
    print(table({QStringLiteral("STATE"), QStringLiteral("CHECK"), QStringLiteral("WHAT IS SO")},
                rows));
}

void show(Session &session, const std::vector<Finding> &findings, Format format)
{
    QJsonArray json;
    for (const Finding &finding : findings)
        json.append(toJson(finding));
    if (format == Format::Table)
        printTable(findings);
    else
        printValue({{QStringLiteral("findings"), json}}, format);
    const bool good = std::none_of(findings.begin(), findings.end(),
                                   [](const Finding &f) { return f.state == State::Problem; });
    session.finish(good ? 0 : 1);
}

void examine(Session &session, Format format)
{
    auto work = [environment =
                     session.environment()](const JobContext &job) -> Result<std::vector<Finding>> {
        auto findings = examineHost(environment, job);
        if (job.cancel.cancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
        return findings;
    };
    auto *job = session.keep(std::make_unique<Job<std::vector<Finding>>>(
        work, [&session, format](const Result<std::vector<Finding>> &findings) {
            if (findings)
                show(session, *findings, format);
            else
                session.finish(findings.error());
        }));
    session.onInterrupt([job] { job->cancel(); });
}

} // namespace

void addDoctor(CLI::App &app, Action &action)
{
    auto format = std::make_shared<Format>(Format::Table);
    CLI::App *command = app.add_subcommand(
        "doctor", "Examine this machine and say what to do about what is missing");
    addFormat(*command, *format);
    command->callback(
        [format, &action] { action = [format](Session &session) { examine(session, *format); }; });
}

} // namespace hydra::cli
