// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "app/cli/spec_notes.h"
#include "core/reach/shutdown.h"
#include "core/reach/waiter.h"
#include "core/start/start.h"

#include <CLI/CLI.hpp>

#include <csignal>

namespace hydra::cli {
namespace {

struct UpArguments {
    std::vector<std::string> targets;
    std::string wait;
    int timeout = 0;
    bool foreground = false;
    bool freshDisk = false;
    bool keepDisk = false;
    bool cold = false;
};

// Response to a service manager's SIGTERM. A guest that does not shut down in time is killed,
// before the service manager kills more than that.
void takeDown(Session &session, const std::vector<LoadedTarget> &targets)
{
    session.say(QStringLiteral("Shutting down."));
    forEachVm(session, targets, [&session](VmLink &link, const VmDone &done) {
        session.keep(std::make_unique<Shutdown>(
            link, Shutdown::Options{.patience = std::chrono::seconds(60), .force = true}, done));
    });
}

void stayInForeground(Session &session, VmLink &link, VmDone done,
                      const std::shared_ptr<bool> &ending)
{
    QObject::connect(&link, &VmLink::statusChanged, &session,
                     [done, ending](const VmStatus &status) {
                         if (*ending)
                             return;
                         if (status.state == VmState::Stopped)
                             done({});
                         else if (status.state == VmState::Crashed)
                             done(fail(ErrorCode::Failed, status.reason, status.vm.toString()));
                     });
}

std::shared_ptr<bool> leaveOrTakeDown(Session &session, const std::vector<LoadedTarget> &targets)
{
    auto ending = std::make_shared<bool>(false);
    session.onInterrupt([&session, targets, ending] {
        if (session.interruptedBy() != SIGTERM)
            session.finish(0);
        else if (!std::exchange(*ending, true))
            takeDown(session, targets);
    });
    session.say(QStringLiteral("Ctrl-C leaves; the VMs go on. SIGTERM shuts them down."));
    return ending;
}

void waitFor(Session &session, const UpArguments &options, const std::vector<LoadedTarget> &targets)
{
    const auto condition = options.wait.empty()
                               ? std::nullopt
                               : conditionFromString(QString::fromStdString(options.wait));
    const std::chrono::seconds timeout(options.timeout);
    const auto ending = options.foreground ? leaveOrTakeDown(session, targets) : nullptr;
    forEachVm(session, targets, [&session, condition, timeout, ending](VmLink &link, VmDone done) {
        sayPhases(session, link);
        if (ending)
            return stayInForeground(session, link, done, ending);
        session.keep(std::make_unique<Waiter>(
            link, condition, timeout, [done](const Result<VmStatus> &status) {
                done(status ? Result<void>() : fail(status.error()));
            }));
    });
}

void record(Session &session, const std::vector<LoadedTarget> &targets)
{
    QStringList names;
    for (const LoadedTarget &target : targets) {
        const LabSpec &lab = target.lab.spec;
        const bool whole = target.vms.size() == qsizetype(lab.vms.size());
        names << (whole ? lab.name : target.lab.ref(target.vms.front()).toString());
    }
    const LabSpec &first = targets.front().lab.spec;
    session.record(QStringLiteral("up"), names.join(u' '), session.paths().labState(first.name));
}

void start(Session &session, const UpArguments &options, std::vector<LoadedTarget> targets)
{
    record(session, targets);
    for (const LoadedTarget &target : targets)
        sayNotes(session, target);
    UpOptions up;
    up.disk = options.freshDisk  ? DiskPolicy::Fresh
              : options.keepDisk ? DiskPolicy::Keep
                                 : DiskPolicy::Ask;
    up.cold = options.cold;
    auto work = [environment = session.environment(), targets,
                 up](const JobContext &job) -> Result<bool> {
        for (const LoadedTarget &target : targets) {
            if (auto started = startVms(environment, target, up, job); !started)
                return fail(started.error());
        }
        return true;
    };
    auto *job = session.keep(std::make_unique<Job<bool>>(
        work, [&session, options, targets](const Result<bool> &started) {
            session.onInterrupt(nullptr);
            if (options.foreground && session.interruptedBy() == SIGTERM)
                return takeDown(session, targets); // SIGTERM came too late to cancel the start
            if (!started)
                return session.finish(started.error());
            waitFor(session, options, targets);
        }));
    QObject::connect(job, &JobBase::progress, &session, &Session::showProgress);
    session.onInterrupt([job] { job->cancel(); });
}

} // namespace

void addUp(CLI::App &app, Action &action)
{
    auto options = std::make_shared<UpArguments>();
    CLI::App *command = app.add_subcommand("up", "Start VMs; they outlive this command");
    command->add_option("TARGET", options->targets, "LAB, LAB/VM or a lab file")->required();
    command
        ->add_option("--wait", options->wait, "Wait for boot, ssh, cloud-init, containerd or cri")
        ->check(CLI::IsMember({"boot", "ssh", "cloud-init", "containerd", "cri"}));
    command->add_option("--timeout", options->timeout, "Seconds to wait at most")
        ->check(CLI::Range(1, 86400));
    command->add_flag("--foreground", options->foreground,
                      "Stay and show what happens until the VMs end; SIGTERM shuts them down");
    auto *fresh = command->add_flag("--fresh-disk", options->freshDisk,
                                    "Start from the image again; the disk's content is lost");
    command
        ->add_flag("--keep-disk", options->keepDisk,
                   "Go on with the disk though the image is another now")
        ->excludes(fresh);
    command->add_flag("--cold", options->cold,
                      "Boot, though the image has a frozen guest to go on from");
    command->callback([options, &action] {
        action = [options](Session &session) {
            if (auto targets = session.loadAll(options->targets))
                start(session, *options, std::move(*targets));
        };
    });
}

} // namespace hydra::cli
