// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "output.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QTimer>

namespace hydra::cli {
namespace {

struct Options {
    std::string target;
    Format format = Format::Table;
};

void printStatus(const VmStatus &status, Format format)
{
    const QDateTime now = QDateTime::currentDateTime();
    if (format != Format::Table)
        return printJsonLine(toContractJson(status, now.toMSecsSinceEpoch()));
    const QString reason = status.reason.isEmpty() ? QString() : QStringLiteral("  ") + status.reason;
    print(QStringLiteral("%1  %2  %3 %4%5\n")
              .arg(now.toString(QStringLiteral("HH:mm:ss")), status.vm.toString(), toString(status.state),
                   toString(status.phase), reason));
    std::fflush(stdout);
}

// A VM that is down may come up later: look again, since no keeper tells us.
void follow(Session &session, const VmRef &vm, Format format)
{
    auto *link = session.keep(std::make_unique<VmLink>(session.environment(), vm));
    auto last = std::make_shared<VmStatus>();
    QObject::connect(link, &VmLink::statusChanged, &session, [last, format](const VmStatus &status) {
        if (status == *last)
            return;
        *last = status;
        printStatus(status, format);
    });
    QObject::connect(link, &VmLink::failed, &session, [&session](const Error &why) { session.printError(why); });
    auto *timer = session.keep(std::make_unique<QTimer>());
    QObject::connect(timer, &QTimer::timeout, &session, [link] {
        if (!link->isLive())
            link->open();
    });
    timer->start(std::chrono::seconds(1));
    link->open();
}

} // namespace

void addWatch(CLI::App &app, Action &action)
{
    auto options = std::make_shared<Options>();
    CLI::App *command = app.add_subcommand("watch", "Show every change of VMs until interrupted");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file; default: all");
    addFormat(*command, options->format);
    command->callback([options, &action] {
        action = [options](Session &session) {
            std::optional<std::vector<LoadedTarget>> targets;
            if (options->target.empty())
                targets = allLabs(session);
            else
                targets = session.loadAll({options->target});
            if (!targets)
                return;
            for (const LoadedTarget &target : *targets) {
                for (const QString &vm : target.vms)
                    follow(session, target.lab.ref(vm), options->format);
            }
        };
    });
}

} // namespace hydra::cli
