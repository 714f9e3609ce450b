// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "exchange/bundle.h"
#include "output.h"
#include "services.h"

#include <CLI/CLI.hpp>
#include <QDir>

namespace hydra::cli {
namespace {

struct Options {
    std::string subject; ///< what is exported, the file that is imported
    std::string format;
    std::string output;
    bool withSecrets = false;
};

QString pathOf(const std::string &path)
{
    return QDir::current().absoluteFilePath(QString::fromStdString(path));
}

// Prints the result's path when all is done; what differs is for people.
void runExchange(Session &session, const QString &output, Job<QStringList>::Work work)
{
    runJob<QStringList>(session, std::move(work), [&session, output](const Result<QStringList> &notes) {
        if (!notes)
            return session.finish(notes.error());
        session.finish(0);
        for (const QString &note : *notes)
            session.say(note);
        print(output + u'\n');
    });
}

void exportLab(Session &session, const Options &options)
{
    const auto target = session.load(QString::fromStdString(options.subject));
    if (!target)
        return;
    const BundleExport what{pathOf(options.output), options.withSecrets, version()};
    runExchange(session, what.output, [environment = session.environment(), target = *target, what](const JobContext &job) {
        return exportBundle(environment, target, what, job);
    });
}

void importLab(Session &session, const Options &options)
{
    const BundleImport what{pathOf(options.subject), pathOf(options.output)};
    runExchange(session, what.output, [environment = session.environment(), what](const JobContext &job) { return importBundle(environment, what, job); });
}

} // namespace

void addExchange(CLI::App &app, Action &action)
{
    auto out = std::make_shared<Options>();
    CLI::App *exporting = app.add_subcommand("export", "Write a lab for others");
    exporting->add_option("TARGET", out->subject, "LAB, LAB/VM or a lab file")->required();
    exporting->add_option("--to", out->format, "bundle: the lab with its images in one file")->required()->check(CLI::IsMember({"bundle"}));
    exporting->add_option("-o,--output", out->output, "The file to write")->required();
    exporting->add_flag("--with-secrets", out->withSecrets, "Passwords, their hashes and salts too");
    exporting->callback([out, &action] { action = [out](Session &session) { exportLab(session, *out); }; });
    auto in = std::make_shared<Options>();
    CLI::App *importing = app.add_subcommand("import", "Make a lab file from what others wrote");
    importing->add_option("--from", in->format, "bundle: a lab with its images in one file")->required()->check(CLI::IsMember({"bundle"}));
    importing->add_option("FILE", in->subject, "The file to read")->required();
    importing->add_option("-o,--output", in->output, "The lab file to write")->required();
    importing->callback([in, &action] { action = [in](Session &session) { importLab(session, *in); }; });
}

} // namespace hydra::cli
