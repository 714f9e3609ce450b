// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/session.h"

#include "core/job/running_jobs.h"
#include "core/services.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace hydra;

namespace {

int usageError(const CLI::App &app, const CLI::ParseError &error)
{
    // CLI11 would report a missing command instead of the unknown word.
    const std::vector<std::string> strange = app.remaining(true);
    if (dynamic_cast<const CLI::RequiredError *>(&error) != nullptr && !strange.empty()) {
        std::fprintf(stderr, "hydractl: '%s' is not known here; see --help\n",
                     strange.front().c_str());
        return exitCode(ErrorCode::Invalid);
    }
    const int code = app.exit(error); // prints help, the version or the error
    return code == 0 ? 0 : exitCode(ErrorCode::Invalid);
}

void addCommands(CLI::App &app, cli::Action &action)
{
    cli::addDemo(app, action);
    cli::addCreate(app, action);
    cli::addTemplate(app, action);
    cli::addLabFile(app, action);
    cli::addUp(app, action);
    cli::addRun(app, action);
    cli::addPower(app, action);
    cli::addDelete(app, action);
    cli::addClone(app, action);
    cli::addReset(app, action);
    cli::addList(app, action);
    cli::addWatch(app, action);
    cli::addBoots(app, action);
    cli::addWait(app, action);
    cli::addConsole(app, action);
    cli::addShell(app, action);
    cli::addCrictl(app, action);
    cli::addWorkload(app, action);
    cli::addLogs(app, action);
    cli::addImage(app, action);
    cli::addSnapshot(app, action);
    cli::addExchange(app, action);
    cli::addActivity(app, action);
    cli::addDoctor(app, action);
    cli::addDebugBundle(app, action);
    cli::addSettings(app, action);
    cli::addCompletion(app, action);
}

// With a broken settings file only the commands that show and repair it run: falling back to
// defaults could start another QEMU than the user chose.
bool maySettingsBeBroken(const CLI::App &app)
{
    const std::string command = app.get_subcommands().front()->get_name();
    return command == "doctor" || command == "settings";
}

int runSession(const Environment &environment, const cli::Action &action)
{
    cli::Session session(environment);
    QMetaObject::invokeMethod(&session, [&] { action(session); }, Qt::QueuedConnection);
    const int code = QCoreApplication::exec();
    if (session.endsAtOnce()) {
        std::fflush(nullptr);
        std::_Exit(code);
    }
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication qt(argc, argv);
    CLI::App app("Configure, start, watch and export isolated Linux environments.", "hydractl");
    app.set_version_flag("--version", version().toStdString());
    bool verbose = false;
    app.add_flag("-v,--verbose", verbose, "Say more about what is done");
    app.require_subcommand(1);
    cli::Action action;
    addCommands(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return usageError(app, error);
    }
    startProgramLog(Paths::fromEnvironment(), QStringLiteral("hydractl"), verbose);
    const auto environment = makeEnvironment();
    if (!environment) {
        std::fprintf(stderr, "hydractl: %s\n", qPrintable(formatError(environment.error())));
        return exitCode(environment.error().code);
    }
    if (environment->settingsProblem && !maySettingsBeBroken(app)) {
        cli::Session(*environment).printError(*environment->settingsProblem);
        return exitCode(ErrorCode::Invalid);
    }
    const int code = runSession(*environment, action);
    // Objects deleted with the session need the event loop once more (deleteLater).
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    endWhileJobsRun(code);
    return code;
}
