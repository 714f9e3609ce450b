// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "core/reach/waiter.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct WaitArguments {
    std::string target;
    std::string condition;
    int timeout = 0;
};

} // namespace

void addWait(CLI::App &app, Action &action)
{
    auto options = std::make_shared<WaitArguments>();
    CLI::App *command = app.add_subcommand("wait", "Wait until a VM has come so far");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    command->add_option("CONDITION", options->condition, "boot, ssh, cloud-init, containerd or cri")
        ->required()
        ->check(CLI::IsMember({"boot", "ssh", "cloud-init", "containerd", "cri"}));
    command->add_option("--timeout", options->timeout, "Seconds to wait at most")
        ->check(CLI::Range(1, 86400));
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto targets = session.loadAll({options->target});
            if (!targets)
                return;
            const auto condition = conditionFromString(QString::fromStdString(options->condition));
            forEachVm(session, *targets, [&session, condition, options](VmLink &link, VmDone done) {
                session.keep(std::make_unique<Waiter>(
                    link, condition, std::chrono::seconds(options->timeout),
                    [done](const Result<VmStatus> &status) {
                        done(status ? Result<void>() : fail(status.error()));
                    }));
            });
        };
    });
}

} // namespace hydra::cli
