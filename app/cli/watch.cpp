// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/base/controls.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QTimer>

#include <algorithm>

namespace hydra::cli {
namespace {

struct WatchArguments {
    std::string target;
    Format format = Format::Table;
};

void printLine(const VmStatus &status, const QString &words)
{
    const QString now = QDateTime::currentDateTime().toString(QStringLiteral("HH:mm:ss"));
    print(withoutControls(QStringLiteral("%1  %2  %3").arg(now, status.vm.toString(), words)) +
          u'\n');
}

QString seconds(qint64 ms)
{
    return QString::number(double(ms) / 1000, 'f', 1) + QStringLiteral(" s");
}

/// The modules that began or ended since BEFORE.
void printModules(const VmStatus &status, const Provisioning &before)
{
    for (const ProvisioningStage &stage : status.provisioning.stages) {
        const auto known =
            std::find_if(before.stages.begin(), before.stages.end(),
                         [&](const ProvisioningStage &old) { return old.name == stage.name; });
        for (std::size_t i = 0; i < stage.modules.size(); ++i) {
            const ProvisioningModule &module = stage.modules[i];
            if (known != before.stages.end() && i < known->modules.size() &&
                known->modules[i] == module)
                continue;
            const QString took = module.endedMs == 0 ? QString()
                                                     : QStringLiteral(", ") +
                                                           seconds(module.endedMs - module.beganMs);
            printLine(status, QStringLiteral("cloud-init %1: %2: %3%4")
                                  .arg(stage.name, module.name, toString(module.result), took));
        }
    }
}

void printTroubles(const VmStatus &status, const Provisioning &before)
{
    const Provisioning &now = status.provisioning;
    for (std::size_t i = 0; i < now.troubles.size(); ++i) {
        const ProvisioningTrouble &trouble = now.troubles[i];
        if (i < before.troubles.size() && before.troubles[i] == trouble)
            continue;
        printLine(status,
                  QStringLiteral("cloud-init %1: %2")
                      .arg(trouble.grave ? QStringLiteral("failed") : QStringLiteral("warns"),
                           trouble.subjectAndSource()));
    }
    if (now.advice != before.advice && !now.waiting.isEmpty()) // its seconds only grow
        printLine(status, QStringLiteral("cloud-init waits: %1; %2").arg(now.waiting, now.advice));
}

void printChange(const VmStatus &status, const VmStatus &before, Format format)
{
    if (format != Format::Table)
        return printJsonLine(toContractJson(status, QDateTime::currentMSecsSinceEpoch()));
    VmStatus others = before;
    others.provisioning = status.provisioning;
    if (others != status)
        printLine(status,
                  QStringLiteral("%1 %2%3").arg(
                      toString(status.state), toString(status.phase),
                      status.reason.isEmpty() ? QString() : QStringLiteral("  ") + status.reason));
    const bool isSameBoot = status.bootId == before.bootId;
    const Provisioning known = isSameBoot ? before.provisioning : Provisioning();
    printModules(status, known);
    printTroubles(status, known);
    std::fflush(stdout);
}

// Polls a VM that is down, since there is no keeper to report its start.
void follow(Session &session, const VmRef &vm, Format format)
{
    auto *link = session.keep(std::make_unique<VmLink>(session.environment(), vm));
    auto last = std::make_shared<VmStatus>();
    QObject::connect(link, &VmLink::statusChanged, &session,
                     [last, format](const VmStatus &status) {
                         if (status == *last)
                             return;
                         printChange(status, std::exchange(*last, status), format);
                     });
    QObject::connect(link, &VmLink::failed, &session,
                     [&session](const Error &why) { session.printError(why); });
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
    auto options = std::make_shared<WatchArguments>();
    CLI::App *command = app.add_subcommand("watch", "Show every change of VMs until interrupted");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file; default: all");
    addFormat(*command, options->format);
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto targets = targetOrAll(session, options->target);
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
