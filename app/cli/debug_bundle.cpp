// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/doctor/debug_bundle.h"

#include <CLI/CLI.hpp>
#include <QDir>
#include <QFileInfo>

namespace hydra::cli {
namespace {

struct DebugBundleArguments {
    std::vector<std::string> targets;
    std::string output;
};

QString listOf(const std::vector<BundleEntry> &entries)
{
    std::vector<QStringList> rows;
    for (const BundleEntry &entry : entries)
        rows.push_back({entry.name, QString::number(entry.bytes.size()), entry.note});
    return table({QStringLiteral("ENTRY"), QStringLiteral("BYTES"), QStringLiteral("NOTE")}, rows)
        .trimmed();
}

void show(Session &session, const std::vector<BundleEntry> &entries, const QString &path)
{
    session.say(listOf(entries));
    session.say(QStringLiteral(
        "Secrets that were found are replaced; look through it before you give it away."));
    print(path + u'\n');
    session.finish(0);
}

void collect(Session &session, const std::vector<Target> &targets, const QString &path)
{
    auto work = [environment = session.environment(), targets,
                 path](const JobContext &job) -> Result<std::vector<BundleEntry>> {
        auto entries = collectDebugBundle(environment, targets, job);
        if (!entries)
            return entries;
        if (auto written = writeDebugBundle(path, *entries); !written)
            return fail(written.error());
        return entries;
    };
    auto *job = session.keep(std::make_unique<Job<std::vector<BundleEntry>>>(
        work, [&session, path](const Result<std::vector<BundleEntry>> &entries) {
            if (entries)
                show(session, *entries, path);
            else
                session.finish(entries.error());
        }));
    QObject::connect(job, &JobBase::progress, &session, &Session::showProgress);
    session.onInterrupt([job] { job->cancel(); });
}

void start(Session &session, const DebugBundleArguments &options)
{
    std::vector<Target> targets;
    for (const std::string &text : options.targets) {
        const auto target = parseTarget(QString::fromStdString(text));
        if (!target)
            return session.finish(target.error());
        targets.push_back(*target);
    }
    const QString path = QDir::current().absoluteFilePath(
        options.output.empty() ? debugBundleName() : QString::fromStdString(options.output));
    if (QFileInfo::exists(path)) // checked before the seconds of work
        return session.finish(Error{ErrorCode::Conflict,
                                    QStringLiteral("is there already"),
                                    path,
                                    QStringLiteral("choose another name with -o"),
                                    {}});
    collect(session, targets, path);
}

} // namespace

void addDebugBundle(CLI::App &app, Action &action)
{
    auto options = std::make_shared<DebugBundleArguments>();
    CLI::App *command = app.add_subcommand(
        "debug-bundle",
        "Pack logs, plans and findings for somebody who helps; secrets are removed");
    command->add_option("TARGET", options->targets, "LAB, LAB/VM or a lab file; default: all labs");
    command->add_option("-o,--output", options->output,
                        "The archive; default: hydra-debug-YYYYMMDD-HHMM.tar.gz here");
    command->callback(
        [options, &action] { action = [options](Session &session) { start(session, *options); }; });
}

} // namespace hydra::cli
