// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/confirm.h"

#include "core/start/remove.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct DeleteArguments {
    std::string target;
    bool yes = false;
};

Result<bool> mayDelete(const Session &session, const LoadedTarget &target)
{
    const QString lab = target.lab.spec.name;
    return confirmed(session,
                     QStringLiteral("This removes %1 of lab %2 with all disks.")
                         .arg(target.vms.join(QStringLiteral(", ")), lab),
                     lab, QStringLiteral("remove it"));
}

} // namespace

void addDelete(CLI::App &app, Action &action)
{
    auto options = std::make_shared<DeleteArguments>();
    CLI::App *command =
        app.add_subcommand("delete", "Remove a lab or a VM and all that Hydra keeps of it");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    command->add_flag("--yes", options->yes, "Do not ask");
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto target = session.load(QString::fromStdString(options->target));
            if (!target)
                return;
            const auto go = options->yes ? Result<bool>(true) : mayDelete(session, *target);
            if (!go)
                return session.finish(go.error());
            if (!*go)
                return session.finish(1);
            const auto removed = removeLab(session.environment(), *target);
            if (!removed)
                return session.finish(removed.error());
            session.finish(0);
        };
    });
}

} // namespace hydra::cli
