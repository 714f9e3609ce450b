// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/reach/isolation_now.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QJsonArray>

#include <map>

namespace hydra::cli {
namespace {

struct ListArguments {
    std::string target;
    Format format = Format::Table;
};

QString portsOf(const VmStatus &status)
{
    QStringList ports;
    for (const PlannedPort &port : status.ports)
        ports << QStringLiteral("%1:%2").arg(port.role).arg(port.hostPort);
    return ports.join(u' ');
}

QString phaseOf(const VmStatus &status)
{
    const QString phase = toString(status.phase);
    return status.runtimeLostAtMs ? phase + QStringLiteral(", containerd lost") : phase;
}

QStringList rowOf(const VmStatus &status, qint64 nowMs)
{
    const auto orDash = [](const QString &text) {
        return text.isEmpty() ? QStringLiteral("-") : text;
    };
    const QString uptime =
        status.startedAtMs > 0 ? age((nowMs - status.startedAtMs) / 1000) : QString();
    return {status.vm.lab,
            status.vm.vm,
            toString(status.state),
            orDash(phaseOf(status)),
            orDash(status.accelerator),
            orDash(uptime),
            orDash(portsOf(status))};
}

// The guest's tracebacks are shown indented below its troubles.
QString provisioningText(const Provisioning &provisioning)
{
    if (!provisioning.isKnown())
        return {};
    QString text;
    const auto line = [&](const char *name, const QString &value) {
        text += QStringLiteral("%1%2\n").arg(QString::fromLatin1(name).leftJustified(14), value);
    };
    line("Provisioning", summaryOf(provisioning));
    if (provisioning.rebootsDone + provisioning.rebootsToCome > 0)
        line("Reboots", QStringLiteral("%1 done, %2 to come")
                            .arg(provisioning.rebootsDone)
                            .arg(provisioning.rebootsToCome));
    if (!provisioning.waiting.isEmpty())
        line("Waiting", provisioning.waiting);
    if (!provisioning.advice.isEmpty())
        line("Advice", provisioning.advice);
    for (const ProvisioningTrouble &trouble : provisioning.troubles) {
        line(trouble.grave ? "Failed" : "Warned", trouble.subject());
        if (!trouble.source.isEmpty())
            line("  from", trouble.source);
        for (const QString &row : trouble.traceback.split(u'\n', Qt::SkipEmptyParts))
            text += QStringLiteral("    ") + row + u'\n';
    }
    return text;
}

// What is open, the worst first, and the change to begin with.
QString isolationText(const Isolation &isolation)
{
    QStringList open;
    for (const IsolationReason &reason : isolation.reasons) {
        if (reason.weight > 0)
            open << reason.words;
    }
    const QString name = QStringLiteral("Isolation").leftJustified(14);
    QString text = QStringLiteral("%1%2\n").arg(
        name,
        isolation.grade + (open.isEmpty() ? QString() : QStringLiteral(": ") + open.join(u"; ")));
    if (const IsolationReason *next = isolation.next())
        text += QStringLiteral("%1%2\n").arg(QStringLiteral("  to raise it").leftJustified(14),
                                             next->advice);
    return text;
}

/// What `list` and `status` tell of a VM.
struct Shown {
    VmStatus status;
    Isolation isolation;
};

QString detailsOf(const Shown &shown)
{
    const VmStatus &status = shown.status;
    QString text;
    const auto line = [&](const char *name, const QString &value) {
        if (!value.isEmpty())
            text +=
                QStringLiteral("%1%2\n").arg(QString::fromLatin1(name).leftJustified(14), value);
    };
    line("VM", status.vm.toString());
    line("State", toString(status.state) +
                      (status.reason.isEmpty() ? QString() : QStringLiteral(": ") + status.reason));
    line("Phase", phaseOf(status));
    line("Accelerator",
         status.accelerator + (status.acceleratorReason.isEmpty()
                                   ? QString()
                                   : QStringLiteral(": ") + status.acceleratorReason));
    line("Image", status.image);
    line("Boot", status.bootId);
    for (const PlannedPort &port : status.ports)
        line("Port", QStringLiteral("%1 %2:%3 -> %4/%5")
                         .arg(port.role, port.hostAddress)
                         .arg(port.hostPort)
                         .arg(port.guestPort)
                         .arg(port.protocol));
    for (const QString &warning : status.warnings)
        line("Warning", warning);
    return text + isolationText(shown.isolation) + provisioningText(status.provisioning);
}

struct Collected {
    std::vector<Shown> vms;
    bool details = false;
    Format format = Format::Table;
};

void printAll(const Collected &collected)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (collected.format != Format::Table) {
        QJsonArray vms;
        for (const Shown &shown : collected.vms) {
            QJsonObject json = toContractJson(shown.status, now);
            json[QStringLiteral("isolation")] = toJson(shown.isolation);
            vms.append(json);
        }
        return printValue({{QStringLiteral("vms"), vms}}, collected.format);
    }
    if (collected.details) {
        QStringList blocks;
        for (const Shown &shown : collected.vms)
            blocks << detailsOf(shown);
        return print(blocks.join(u'\n'));
    }
    std::vector<QStringList> rows;
    for (const Shown &shown : collected.vms)
        rows.push_back(rowOf(shown.status, now));
    print(table({QStringLiteral("LAB"), QStringLiteral("VM"), QStringLiteral("STATE"),
                 QStringLiteral("PHASE"), QStringLiteral("ACCEL"), QStringLiteral("UPTIME"),
                 QStringLiteral("PORTS")},
                rows));
}

/// Where a VM stands in the output, and the lab that it is of.
struct Place {
    size_t index = 0;
    LabSpec lab;
};

void collect(Session &session, const std::vector<LoadedTarget> &targets, bool details,
             Format format)
{
    auto collected = std::make_shared<Collected>();
    collected->details = details;
    collected->format = format;
    size_t count = 0;
    for (const LoadedTarget &target : targets)
        count += size_t(target.vms.size());
    if (count == 0) {
        printAll(*collected);
        if (format == Format::Table)
            session.say(QStringLiteral("No lab yet. `hydractl demo` shows one; `hydractl create "
                                       "NAME --preset demo` makes one."));
        return session.finish(0);
    }
    collected->vms.resize(count);
    auto left = std::make_shared<size_t>(count);
    auto places = std::make_shared<std::map<QString, Place>>();
    for (const LoadedTarget &target : targets) {
        for (const QString &vm : target.vms)
            places->emplace(target.lab.ref(vm).toString(),
                            Place{.index = places->size(), .lab = target.lab.spec});
    }
    const auto take = [collected, left, places, paths = session.paths()](VmLink &link) {
        const auto &[index, lab] = places->at(link.vm().toString());
        collected->vms[index] = {
            .status = link.status(),
            .isolation = isolationNow(paths, lab, *lab.vm(link.vm().vm), link.status())};
        if (--*left == 0)
            printAll(*collected);
    };
    forEachVm(
        session, targets,
        [take](VmLink &link, const VmDone &done) {
            take(link);
            done({});
        },
        take);
}

} // namespace

void addList(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ListArguments>();
    CLI::App *list = app.add_subcommand("list", "Show all VMs of all labs");
    addFormat(*list, options->format);
    list->callback([options, &action] {
        action = [options](Session &session) {
            collect(session, allLabs(session), false, options->format);
        };
    });
    auto statusOptions = std::make_shared<ListArguments>();
    CLI::App *status = app.add_subcommand("status", "Show what is known of VMs");
    status->add_option("TARGET", statusOptions->target, "LAB, LAB/VM or a lab file; default: all");
    addFormat(*status, statusOptions->format);
    status->callback([statusOptions, &action] {
        action = [statusOptions](Session &session) {
            if (const auto targets = targetOrAll(session, statusOptions->target))
                collect(session, *targets, true, statusOptions->format);
        };
    });
}

} // namespace hydra::cli
