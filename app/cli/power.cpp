// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "output.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>
#include <QTimer>

namespace hydra::cli {
namespace {

struct Options {
    std::vector<std::string> targets;
    int timeout = 60;
    bool force = false;
};

bool hasEnded(const VmStatus &status)
{
    return status.state == VmState::Stopped || status.state == VmState::Crashed;
}

Error stuckGuest(const VmRef &vm, int timeout)
{
    return {ErrorCode::TimedOut, QStringLiteral("the guest did not shut down within %1 s of its power button").arg(timeout),
            vm.toString(),
            QStringLiteral("it may be hung; `hydractl down %1 --force` ends it as if its power were cut").arg(vm.toString()), {}};
}

void kill(VmLink &link, VmDone done)
{
    link.request(QStringLiteral("kill"), {}, [done](const Result<QJsonObject> &reply) {
        if (!reply)
            done(fail(reply.error()));
    });
}

// Done when the VM has ended; what the time-out means depends on --force.
void down(Session &session, const Options &options, VmLink &link, VmDone done)
{
    if (hasEnded(link.status()))
        return done({});
    QObject::connect(&link, &VmLink::statusChanged, &session, [done](const VmStatus &status) {
        if (hasEnded(status))
            done({});
    });
    auto *patience = session.keep(std::make_unique<QTimer>());
    patience->setSingleShot(true);
    QObject::connect(patience, &QTimer::timeout, &session, [&link, options, done] {
        if (options.force)
            kill(link, done);
        else
            done(fail(stuckGuest(link.vm(), options.timeout)));
    });
    patience->start(std::chrono::seconds(options.timeout));
    const QJsonObject params{{QStringLiteral("timeout_s"), options.timeout}};
    link.request(QStringLiteral("powerdown"), params, [done](const Result<QJsonObject> &reply) {
        if (!reply)
            done(fail(reply.error()));
    });
}

void killNow(Session &session, VmLink &link, VmDone done)
{
    if (hasEnded(link.status()))
        return done({});
    QObject::connect(&link, &VmLink::statusChanged, &session, [done](const VmStatus &status) {
        if (hasEnded(status))
            done({});
    });
    kill(link, done);
}

CLI::App *addTargets(CLI::App &app, const char *name, const char *words, const std::shared_ptr<Options> &options)
{
    CLI::App *command = app.add_subcommand(name, words);
    command->add_option("TARGET", options->targets, "LAB, LAB/VM or a lab file")->required();
    return command;
}

void addRequest(CLI::App &app, Action &action, const char *name, const char *words)
{
    auto options = std::make_shared<Options>();
    addTargets(app, name, words, options)->callback([options, &action, method = QString::fromLatin1(name)] {
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
    auto options = std::make_shared<Options>();
    CLI::App *downCommand = addTargets(app, "down", "Shut VMs down through ACPI", options);
    downCommand->add_flag("--force", options->force, "End a guest that does not react within the time-out");
    downCommand->add_option("--timeout", options->timeout, "Seconds a guest may take (60)")->check(CLI::Range(1, 86400));
    downCommand->callback([options, &action] {
        action = [options](Session &session) {
            if (const auto targets = session.loadAll(options->targets))
                forEachVm(session, *targets, [&session, options](VmLink &link, VmDone done) { down(session, *options, link, done); });
        };
    });
    auto killOptions = std::make_shared<Options>();
    addTargets(app, "kill", "End VMs at once, as if their power were cut", killOptions)->callback([killOptions, &action] {
        action = [killOptions](Session &session) {
            if (const auto targets = session.loadAll(killOptions->targets))
                forEachVm(session, *targets, [&session](VmLink &link, VmDone done) { killNow(session, link, done); });
        };
    });
    addRequest(app, action, "restart", "Reset running VMs");
    addRequest(app, action, "pause", "Stop the virtual CPUs of running VMs");
    addRequest(app, action, "resume", "Let paused VMs go on");
}

} // namespace hydra::cli
