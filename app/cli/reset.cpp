// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/confirm.h"

#include "core/reach/waiter.h"
#include "core/start/reset.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct ResetArguments {
    std::string target;
    bool yes = false;
};

Result<bool> mayReset(const Session &session, const LoadedTarget &target)
{
    const QString lab = target.lab.spec.name;
    return confirmed(
        session,
        QStringLiteral(
            "This ends %1 of lab %2 and makes their disks like their images again: all that was "
            "written there is lost, snapshots too.")
            .arg(target.vms.join(QStringLiteral(", ")), lab),
        lab, QStringLiteral("reset it"));
}

// Waits until they run, like `up`.
void await(Session &session, const LoadedTarget &started)
{
    forEachVm(session, {started}, [&session](VmLink &link, VmDone done) {
        session.keep(std::make_unique<Waiter>(
            link, std::nullopt, std::chrono::seconds(0), [done](const Result<VmStatus> &status) {
                done(status ? Result<void>() : fail(status.error()));
            }));
    });
}

void reset(Session &session, const LoadedTarget &target)
{
    const bool whole = target.vms.size() == qsizetype(target.lab.spec.vms.size());
    session.record(QStringLiteral("reset"),
                   whole ? target.lab.spec.name : target.lab.ref(target.vms.front()).toString());
    const auto work = [environment = session.environment(), target](const JobContext &job) {
        return resetVms(environment, target, job);
    };
    runJob<QStringList>(session, work, [&session, target](const Result<QStringList> &started) {
        if (!started)
            return session.finish(started.error());
        if (started->isEmpty())
            return session.finish(0);
        await(session, {target.lab, *started});
    });
}

} // namespace

void addReset(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ResetArguments>();
    CLI::App *command = app.add_subcommand(
        "reset", "Bring VMs back to their images; those that run are started again");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    command->add_flag("--yes", options->yes, "Do not ask");
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto target = session.load(QString::fromStdString(options->target));
            if (!target)
                return;
            const auto go = options->yes ? Result<bool>(true) : mayReset(session, *target);
            if (!go)
                return session.finish(go.error());
            *go ? reset(session, *target) : session.finish(1);
        };
    });
}

} // namespace hydra::cli
