// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/copy/clone.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct CloneArguments {
    std::string target;
    std::string name;
};

void clone(Session &session, const LoadedTarget &target, const QString &name)
{
    session.record(QStringLiteral("clone"), name);
    const auto work = [environment = session.environment(), target, name](const JobContext &job) {
        return cloneLab(environment, target, name, job);
    };
    runJob<Clone>(session, work, [&session, name](const Result<Clone> &clone) {
        if (!clone)
            return session.finish(clone.error());
        for (const QString &note : clone->notes)
            session.say(note);
        session.say(QStringLiteral("Start it with `hydractl up %1`.").arg(name));
        session.finish(0);
        print(clone->file + u'\n');
    });
}

} // namespace

void addClone(CLI::App &app, Action &action)
{
    auto options = std::make_shared<CloneArguments>();
    CLI::App *command = app.add_subcommand(
        "clone", "Make a lab of copies of VMs as they are now, with identities of their own");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    command->add_option("NEW", options->name, "The new lab's name")->required();
    command->callback([options, &action] {
        action = [options](Session &session) {
            if (const auto target = session.load(QString::fromStdString(options->target)))
                clone(session, *target, QString::fromStdString(options->name));
        };
    });
}

} // namespace hydra::cli
