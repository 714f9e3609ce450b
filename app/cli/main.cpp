// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_groups.h"
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

/// WORDS: what was typed behind "hydractl".
void addCommands(CLI::App &app, cli::Action &action, std::vector<std::string> words)
{
    if (!words.empty() && (words.front().starts_with('-') || words.front() == "completion"))
        words.clear(); // both may be about all
    const std::vector<cli::CommandGroup> groups = {
        {"demo", [&] { cli::addDemo(app, action); }},
        {"create", [&] { cli::addCreate(app, action); }},
        {"template", [&] { cli::addTemplate(app, action); }},
        {"set get validate plan", [&] { cli::addLabFile(app, action); }},
        {"up", [&] { cli::addUp(app, action); }},
        {"run", [&] { cli::addRun(app, action); }},
        {"down kill restart pause resume", [&] { cli::addPower(app, action); }},
        {"delete", [&] { cli::addDelete(app, action); }},
        {"clone", [&] { cli::addClone(app, action); }},
        {"reset", [&] { cli::addReset(app, action); }},
        {"list status", [&] { cli::addList(app, action); }},
        {"watch", [&] { cli::addWatch(app, action); }},
        {"boots", [&] { cli::addBoots(app, action); }},
        {"wait", [&] { cli::addWait(app, action); }},
        {"console", [&] { cli::addConsole(app, action); }},
        {"shell ssh-config", [&] { cli::addShell(app, action); }},
        {"crictl", [&] { cli::addCrictl(app, action, words); }},
        {"workload", [&] { cli::addWorkload(app, action); }},
        {"logs", [&] { cli::addLogs(app, action); }},
        {"image", [&] { cli::addImage(app, action); }},
        {"snapshot", [&] { cli::addSnapshot(app, action); }},
        {"net", [&] { cli::addNet(app, action); }},
        {"forward", [&] { cli::addForward(app, action); }},
        {"ports", [&] { cli::addPorts(app, action); }},
        {"export import", [&] { cli::addExchange(app, action); }},
        {"activity", [&] { cli::addActivity(app, action); }},
        {"doctor", [&] { cli::addDoctor(app, action); }},
        {"debug-bundle", [&] { cli::addDebugBundle(app, action); }},
        {"settings", [&] { cli::addSettings(app, action); }},
        {"completion", [&] { cli::addCompletion(app, action); }},
    };
    cli::addNamed(groups, words);
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
    addCommands(app, action, {argv + 1, argv + argc});
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
