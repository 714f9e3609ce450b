// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "output.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QJsonArray>

#include <map>

namespace hydra::cli {
namespace {

struct Options {
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

QStringList rowOf(const VmStatus &status, qint64 nowMs)
{
    const auto orDash = [](const QString &text) { return text.isEmpty() ? QStringLiteral("-") : text; };
    const QString uptime = status.startedAtMs > 0 ? age((nowMs - status.startedAtMs) / 1000) : QString();
    return {status.vm.lab, status.vm.vm, toString(status.state), orDash(toString(status.phase)),
            orDash(status.accelerator), orDash(uptime), orDash(portsOf(status))};
}

QString detailsOf(const VmStatus &status)
{
    QString text;
    const auto line = [&](const char *name, const QString &value) {
        if (!value.isEmpty())
            text += QStringLiteral("%1%2\n").arg(QString::fromLatin1(name).leftJustified(14), value);
    };
    line("VM", status.vm.toString());
    line("State", toString(status.state) + (status.reason.isEmpty() ? QString() : QStringLiteral(": ") + status.reason));
    line("Phase", toString(status.phase));
    line("Accelerator", status.accelerator + (status.acceleratorReason.isEmpty() ? QString() : QStringLiteral(": ") + status.acceleratorReason));
    line("Image", status.image);
    line("Boot", status.bootId);
    for (const PlannedPort &port : status.ports)
        line("Port", QStringLiteral("%1 %2:%3 -> %4/%5").arg(port.role, port.hostAddress).arg(port.hostPort).arg(port.guestPort).arg(port.protocol));
    for (const QString &warning : status.warnings)
        line("Warning", warning);
    return text;
}

struct Collected {
    std::vector<VmStatus> statuses;
    bool details = false;
    Format format = Format::Table;
};

void printAll(const Collected &collected)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (collected.format != Format::Table) {
        QJsonArray vms;
        for (const VmStatus &status : collected.statuses)
            vms.append(toContractJson(status, now));
        return printValue({{QStringLiteral("vms"), vms}}, collected.format);
    }
    if (collected.details) {
        QStringList blocks;
        for (const VmStatus &status : collected.statuses)
            blocks << detailsOf(status);
        return print(blocks.join(u'\n'));
    }
    std::vector<QStringList> rows;
    for (const VmStatus &status : collected.statuses)
        rows.push_back(rowOf(status, now));
    print(table({QStringLiteral("LAB"), QStringLiteral("VM"), QStringLiteral("STATE"), QStringLiteral("PHASE"),
                 QStringLiteral("ACCEL"), QStringLiteral("UPTIME"), QStringLiteral("PORTS")},
                rows));
}

void collect(Session &session, const std::vector<LoadedTarget> &targets, bool details, Format format)
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
            session.say(QStringLiteral("No lab yet. `hydractl demo` shows one; `hydractl create NAME --preset demo` makes one."));
        return session.finish(0);
    }
    collected->statuses.resize(count);
    auto left = std::make_shared<size_t>(count);
    auto index = std::make_shared<std::map<QString, size_t>>();
    for (const LoadedTarget &target : targets) {
        for (const QString &vm : target.vms)
            index->emplace(target.lab.ref(vm).toString(), index->size());
    }
    const auto take = [collected, left, index](VmLink &link) {
        collected->statuses[index->at(link.vm().toString())] = link.status();
        if (--*left == 0)
            printAll(*collected);
    };
    forEachVm(session, targets, [take](VmLink &link, const VmDone &done) {
        take(link);
        done({});
    }, take);
}

} // namespace

void addList(CLI::App &app, Action &action)
{
    auto options = std::make_shared<Options>();
    CLI::App *list = app.add_subcommand("list", "Show all VMs of all labs");
    addFormat(*list, options->format);
    list->callback([options, &action] {
        action = [options](Session &session) { collect(session, allLabs(session), false, options->format); };
    });
    auto statusOptions = std::make_shared<Options>();
    CLI::App *status = app.add_subcommand("status", "Show what is known of VMs");
    status->add_option("TARGET", statusOptions->target, "LAB, LAB/VM or a lab file; default: all");
    addFormat(*status, statusOptions->format);
    status->callback([statusOptions, &action] {
        action = [statusOptions](Session &session) {
            if (statusOptions->target.empty())
                return collect(session, allLabs(session), true, statusOptions->format);
            if (const auto target = session.load(QString::fromStdString(statusOptions->target)))
                collect(session, {*target}, true, statusOptions->format);
        };
    });
}

} // namespace hydra::cli
