// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "lab/remove.h"
#include "output.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace hydra::cli {
namespace {

struct Options {
    std::string target;
    bool yes = false;
};

Result<bool> confirmed(const Session &session, const LoadedTarget &target)
{
    if (::isatty(STDIN_FILENO) == 0)
        return fail(ErrorCode::Invalid, QStringLiteral("nobody is here to be asked"), target.lab.spec.name,
                    QStringLiteral("add --yes to remove it without asking"));
    session.say(QStringLiteral("This removes %1 of lab %2 with all disks. Go on? [y/N]")
                    .arg(target.vms.join(QStringLiteral(", ")), target.lab.spec.name));
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

} // namespace

void addDelete(CLI::App &app, Action &action)
{
    auto options = std::make_shared<Options>();
    CLI::App *command = app.add_subcommand("delete", "Remove a lab or a VM and all that Hydra keeps of it");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    command->add_flag("--yes", options->yes, "Do not ask");
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto target = session.load(QString::fromStdString(options->target));
            if (!target)
                return;
            const auto go = options->yes ? Result<bool>(true) : confirmed(session, *target);
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
