// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/reach/shutdown.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>

namespace hydra::cli {
namespace {

struct PowerArguments {
    std::vector<std::string> targets;
    int timeout = 60;
    bool force = false;
};

void end(Session &session, const std::vector<std::string> &names, const Shutdown::Options &options)
{
    const auto targets = session.loadAll(names);
    if (!targets)
        return;
    forEachVm(session, *targets, [&session, options](VmLink &link, const VmDone &done) {
        session.keep(std::make_unique<Shutdown>(link, options, done));
    });
}

CLI::App *addTargets(CLI::App &app, const char *name, const char *words,
                     const std::shared_ptr<PowerArguments> &options)
{
    CLI::App *command = app.add_subcommand(name, words);
    command->add_option("TARGET", options->targets, "LAB, LAB/VM or a lab file")->required();
    return command;
}

void addRequest(CLI::App &app, Action &action, const char *name, const char *words)
{
    auto options = std::make_shared<PowerArguments>();
    addTargets(app, name, words, options)
        ->callback([options, &action, method = QString::fromLatin1(name)] {
            action = [options, method](Session &session) {
                const auto targets = session.loadAll(options->targets);
                if (!targets)
                    return;
                forEachVm(session, *targets, [method](VmLink &link, VmDone done) {
                    link.request(method, {}, [done](const Result<QJsonObject> &reply) {
                        done(reply ? Result<void>() : fail(reply.error()));
                    });
                });
            };
        });
}

} // namespace

void addPower(CLI::App &app, Action &action)
{
    auto options = std::make_shared<PowerArguments>();
    CLI::App *downCommand = addTargets(app, "down", "Shut VMs down through ACPI", options);
    downCommand->add_flag("--force", options->force,
                          "End a guest that does not react within the time-out");
    downCommand->add_option("--timeout", options->timeout, "Seconds a guest may take (60)")
        ->check(CLI::Range(1, 86400));
    downCommand->callback([options, &action] {
        action = [options](Session &session) {
            end(session, options->targets,
                {std::chrono::seconds(options->timeout), options->force});
        };
    });
    auto killOptions = std::make_shared<PowerArguments>();
    addTargets(app, "kill", "End VMs at once, as if their power were cut", killOptions)
        ->callback([killOptions, &action] {
            action = [killOptions](Session &session) {
                end(session, killOptions->targets, {std::chrono::seconds(0), false});
            };
        });
    addRequest(app, action, "restart", "Reset running VMs");
    addRequest(app, action, "pause", "Stop the virtual CPUs of running VMs");
    addRequest(app, action, "resume", "Let paused VMs go on");
}

} // namespace hydra::cli
