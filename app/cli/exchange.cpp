// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exchange.h"

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "core/bundle/bundle.h"
#include "core/formats/formats.h"
#include "core/services.h"

#include <CLI/CLI.hpp>
#include <QDir>

namespace hydra::cli {
namespace {

QString pathOf(const std::string &path)
{
    return path == "-" ? QStringLiteral("-")
                       : QDir::current().absoluteFilePath(QString::fromStdString(path));
}

ExchangeDone whenDone(Session &session)
{
    return [&session](const Result<ExchangeOutcome> &outcome) {
        if (!outcome)
            return session.finish(outcome.error());
        session.finish(0);
        for (const QString &note : outcome->notes)
            session.say(note);
        print(outcome->output);
    };
}

void exportLab(Session &session, const ExchangeOptions &options)
{
    const auto target = session.load(QString::fromStdString(options.subject));
    if (!target)
        return;
    const ExportWish wish{.format = QString::fromStdString(options.format),
                          .output = pathOf(options.output),
                          .withSecrets = options.withSecrets,
                          .hydraVersion = version()};
    runJob<ExchangeOutcome>(
        session,
        [environment = session.environment(), target = *target, wish](const JobContext &job) {
            return runExport(environment, target, wish, job);
        },
        whenDone(session));
}

void importLab(Session &session, const ExchangeOptions &options)
{
    const ImportWish wish{.format = QString::fromStdString(options.format),
                          .source = options.subject.empty() ? QString() : pathOf(options.subject),
                          .output = pathOf(options.output)};
    runJob<ExchangeOutcome>(
        session,
        [environment = session.environment(), wish](const JobContext &job) {
            return runImport(environment, wish, job);
        },
        whenDone(session));
}

/// Adds the option for a format; BUNDLE describes a bundle in that direction.
template <typename Format>
void addFormatOption(CLI::App &command, const char *option, std::string &format,
                     std::span<const Format> formats, const char *bundle)
{
    std::vector<std::string> names;
    std::string help;
    for (const Format &known : formats) {
        names.emplace_back(known.name);
        help += std::string(known.name) + ": " + known.summary + "; ";
    }
    names.emplace_back("bundle");
    command.add_option(option, format, help + "bundle: " + bundle)
        ->required()
        ->check(CLI::IsMember(names));
}

} // namespace

void addExchange(CLI::App &app, Action &action)
{
    auto out = std::make_shared<ExchangeOptions>();
    CLI::App *exporting =
        app.add_subcommand("export", "Write a lab for others; what they cannot say is listed");
    exporting->add_option("TARGET", out->subject, "LAB, LAB/VM or a lab file")->required();
    addFormatOption(*exporting, "--to", out->format, exportFormats(),
                    "the lab with its images in one file");
    exporting->add_option("-o,--output", out->output, "The file to write; - for stdout")
        ->required();
    exporting->add_flag("--with-secrets", out->withSecrets,
                        "Passwords, their hashes and salts too");
    exporting->callback(
        [out, &action] { action = [out](Session &session) { exportLab(session, *out); }; });
    auto in = std::make_shared<ExchangeOptions>();
    CLI::App *importing = app.add_subcommand(
        "import", "Make a lab file from what others wrote; what has no place there is listed");
    addFormatOption(*importing, "--from", in->format, importFormats(),
                    "a lab with its images in one file");
    importing->add_option("FILE", in->subject,
                          "The file to read; - for stdin. Without it, env means the environment");
    importing
        ->add_option("-o,--output", in->output,
                     "The lab file to write, which must not be there; - for stdout")
        ->required();
    importing->callback(
        [in, &action] { action = [in](Session &session) { importLab(session, *in); }; });
}

} // namespace hydra::cli
