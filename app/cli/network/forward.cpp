// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/network/network.h"
#include "app/cli/output.h"

#include "core/host/ports.h"
#include "core/reach/network_forward.h"

#include <CLI/CLI.hpp>
#include <QFileInfo>
#include <QHostAddress>
#include <QJsonArray>

#include <algorithm>

namespace hydra::cli {
namespace {

struct ForwardArguments {
    std::string target;
    std::string forward;
    Format format = Format::Table;
};

std::vector<NetworkForward> forwardsOf(const QJsonObject &reply)
{
    std::vector<NetworkForward> forwards;
    for (const QJsonValue &forward : reply[u"forwards"].toArray())
        forwards.push_back(forwardOf(forward.toObject()));
    return forwards;
}

/// The forwards of a VM on a user network, which are the ports of its status.
std::vector<NetworkForward> forwardsOf(const VmStatus &status)
{
    std::vector<NetworkForward> forwards;
    for (const PlannedPort &port : status.ports) {
        NetworkForward forward;
        forward.bind = port.hostAddress;
        forward.protocol = port.protocol == u"udp" ? Protocol::Udp : Protocol::Tcp;
        forward.hostPort = port.hostPort;
        forward.guestPort = port.guestPort;
        forwards.push_back(forward);
    }
    return forwards;
}

QString roleOf(const VmStatus &status, const NetworkForward &forward)
{
    for (const PlannedPort &port : status.ports) {
        if (port.hostPort == forward.hostPort && port.hostAddress == forward.bind &&
            (port.protocol == u"udp") == (forward.protocol == Protocol::Udp))
            return port.name.isEmpty() ? port.role : port.name;
    }
    return {};
}

/// What leads to the VMs of a target, which are asked at once and shown in their order.
struct ForwardList {
    QJsonArray json;
    std::vector<QStringList> rows;
    std::map<QString, std::pair<VmStatus, std::vector<NetworkForward>>> found; ///< by VM
    QStringList vms;
    Format format = Format::Table;

    void take(const VmStatus &status, std::vector<NetworkForward> forwards)
    {
        found[status.vm.vm] = {status, std::move(forwards)};
        if (qsizetype(found.size()) < vms.size())
            return;
        for (const QString &vm : vms) {
            for (const NetworkForward &forward : found[vm].second)
                add(found[vm].first, forward);
        }
        print();
    }

    void add(const VmStatus &status, const NetworkForward &forward)
    {
        const QString role = roleOf(status, forward);
        const QString guest = QString::number(forward.guestPort);
        QJsonObject entry = toJson(forward);
        entry.remove(u"udp");
        entry[u"protocol"] =
            forward.protocol == Protocol::Udp ? QStringLiteral("udp") : QStringLiteral("tcp");
        entry[u"vm"] = status.vm.vm;
        entry[u"lab"] = status.vm.lab;
        entry[u"role"] = role;
        json.append(entry);
        rows.push_back({status.vm.toString(), role.isEmpty() ? QStringLiteral("-") : role,
                        forwardEnd(forward), guest});
    }

    void print() const
    {
        if (format != Format::Table)
            return printValue({{QStringLiteral("forwards"), json}}, format);
        cli::print(table({QStringLiteral("VM"), QStringLiteral("ROLE"), QStringLiteral("HOST"),
                          QStringLiteral("GUEST")},
                         rows));
    }
};

void listForwards(Session &session, const ForwardArguments &options)
{
    const auto target = session.load(QString::fromStdString(options.target));
    if (!target)
        return;
    auto list = std::make_shared<ForwardList>();
    list->vms = target->vms;
    list->format = options.format;
    forEachVm(
        session, {*target},
        [list, lab = target->lab.spec](VmLink &link, const VmDone &done) {
            VmStatus status = link.status();
            status.vm = link.vm();
            if (!link.isLive() || hasEnded(status)) {
                list->take(status, {});
                return done({});
            }
            askNetwork(link, lab, QStringLiteral("network"), {},
                       [list, status, done](const Result<QJsonObject> &reply) {
                           list->take(status, reply ? forwardsOf(*reply) : forwardsOf(status));
                           done({});
                       });
        },
        [list](VmLink &link) {
            VmStatus status;
            status.vm = link.vm();
            list->take(status, {});
        });
}

/// The lab file's list of more ports with FORWARD at its end.
QStringList settingsToAdd(const VmSpec &vm, const NetworkForward &forward)
{
    QString item = QStringLiteral("\"%1:%2\"").arg(forward.hostPort).arg(forward.guestPort);
    if (forward.protocol == Protocol::Udp || forward.bind != vm.bind) {
        item = QStringLiteral("{host: %1, guest: %2").arg(forward.hostPort).arg(forward.guestPort);
        if (forward.bind != vm.bind)
            item += QStringLiteral(", bind: ") + forward.bind;
        if (forward.protocol == Protocol::Udp)
            item += QStringLiteral(", protocol: udp");
        item += u'}';
    }
    return {QStringLiteral("ports.extra[%1]=%2").arg(vm.ports.extra.size()).arg(item)};
}

/// The settings without which the lab file opens the port of FORWARD no more; none when it does
/// not. ROLE: its role among the VM's ports.
QStringList settingsToRemove(const VmSpec &vm, const NetworkForward &forward, const QString &role)
{
    for (std::size_t i = 0; i < vm.ports.extra.size(); ++i) {
        const ExtraPortSpec &extra = vm.ports.extra[i];
        const QString bind = extra.bind.isEmpty() ? vm.bind : extra.bind;
        if (extra.protocol == forward.protocol && bind == forward.bind && extra.count == 1 &&
            extra.host == forward.hostPort)
            return {QStringLiteral("ports.extra[%1]=").arg(i)};
    }
    const QStringList services{QStringLiteral("ssh"), QStringLiteral("containerd"),
                               QStringLiteral("streaming"), QStringLiteral("rimd"),
                               QStringLiteral("diod")};
    return services.contains(role) ? QStringList{QStringLiteral("ports.%1=off").arg(role)}
                                   : QStringList();
}

Result<void> checkForwardedPort(const NetworkForward &forward)
{
    auto checked = checkPort(forward.bind, forward.hostPort, forward.protocol);
    if (checked || checked.error().code != ErrorCode::Conflict)
        return checked;
    const auto other = proposeFreePort(forward.bind, forward.hostPort, forward.protocol);
    checked.error().hint = other ? QStringLiteral("%1 is free").arg(*other) : QString();
    return checked;
}

/// Whether FORWARD's place on this machine is free.
Result<void> checkEnd(const NetworkForward &forward)
{
    if (forward.path.isEmpty())
        return checkForwardedPort(forward);
    const QFileInfo file(forward.path);
    if (file.exists() || file.isSymLink())
        return fail(ErrorCode::Conflict, QStringLiteral("is there already"), forward.path,
                    QStringLiteral("remove it, or choose another path"));
    if (!QFileInfo(file.absolutePath()).isDir())
        return fail(ErrorCode::NotFound, QStringLiteral("there is no such directory"),
                    file.absolutePath());
    return {};
}

void sayAdded(const Session &session, const VmRef &vm, const VmSpec &spec,
              const NetworkForward &forward)
{
    if (forward.path.isEmpty() && !QHostAddress(forward.bind).isLoopback())
        session.say(QStringLiteral("warning: %1 is open to the network").arg(forwardEnd(forward)));
    if (forward.path.isEmpty())
        return sayHowToKeep(session, vm, settingsToAdd(spec, forward));
    session.say(QStringLiteral("%1: done for this run; a lab file has no key for a unix socket")
                    .arg(vm.toString()));
}

/// What happens to FORWARD once the keeper has told the VM's forwards.
using ForwardStep = void (*)(Session &, VmLink &, const LoadedLab &, const QJsonObject &network,
                             const NetworkForward &, const VmDone &);

void addForwardTo(Session &session, VmLink &link, const LoadedLab &lab, const QJsonObject &network,
                  const NetworkForward &forward, const VmDone &done)
{
    const std::vector<NetworkForward> known = forwardsOf(network);
    if (std::find(known.begin(), known.end(), forward) != known.end()) {
        session.say(QStringLiteral("%1: was there already").arg(forwardEnd(forward)));
        return done({});
    }
    if (const auto isFree = checkEnd(forward); !isFree)
        return done(fail(isFree.error()));
    askNetwork(link, lab.spec, QStringLiteral("forward_add"), toJson(forward),
               [&session, vm = link.vm(), lab, forward, done](const Result<QJsonObject> &added) {
                   if (!added)
                       return done(fail(added.error()));
                   sayAdded(session, vm, *lab.spec.vm(vm.vm), forward);
                   done({});
               });
}

void removeForwardOf(Session &session, VmLink &link, const LoadedLab &lab,
                     const QJsonObject &network, const NetworkForward &forward, const VmDone &done)
{
    for (const QJsonValue &known : network[u"forwards"].toArray()) {
        if (!forwardOf(known.toObject()).hasSameEnd(forward))
            continue;
        const QStringList settings =
            settingsToRemove(*lab.spec.vm(link.vm().vm), forward, roleOf(link.status(), forward));
        const auto removed = [&session, vm = link.vm(), settings,
                              done](const Result<QJsonObject> &reply) {
            if (reply && !settings.isEmpty())
                sayHowToKeep(session, vm, settings);
            done(reply ? Result<void>() : fail(reply.error()));
        };
        return askNetwork(link, lab.spec, QStringLiteral("forward_remove"), known.toObject(),
                          removed);
    }
    done(fail(ErrorCode::NotFound, QStringLiteral("nothing is forwarded from there"),
              forwardEnd(forward),
              QStringLiteral("see `hydractl forward list %1`").arg(link.vm().toString())));
}

/// Reads the forward of OPTIONS, asks its VM's keeper, and goes on with STEP.
void changeForward(Session &session, const ForwardArguments &options,
                   Result<NetworkForward> (*parse)(const QString &, const QString &),
                   ForwardStep step)
{
    const auto target = session.loadVm(options.target);
    if (!target)
        return;
    const VmSpec &vm = *target->lab.spec.vm(target->vms.front());
    const auto forward = parse(QString::fromStdString(options.forward), vm.bind);
    if (!forward)
        return session.finish(forward.error());
    forEachVm(
        session, {*target},
        [&session, lab = target->lab, forward = *forward, step](VmLink &link, const VmDone &done) {
            const auto asked = [&, lab, forward, step, done](const Result<QJsonObject> &reply) {
                if (!reply)
                    return done(fail(reply.error()));
                step(session, link, lab, *reply, forward, done);
            };
            askNetwork(link, lab.spec, QStringLiteral("network"), {}, asked);
        });
}

using RunForward = std::function<void(Session &, const ForwardArguments &)>;

CLI::App *addForwardCommand(CLI::App &forward, Action &action, const char *name, const char *words,
                            const char *example, const RunForward &run)
{
    auto options = std::make_shared<ForwardArguments>();
    CLI::App *command = forward.add_subcommand(name, words);
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    if (example != nullptr)
        command->add_option("FORWARD", options->forward, example)->required();
    else
        addFormat(*command, options->format);
    command->callback([options, run, &action] {
        action = [options, run](Session &session) { run(session, *options); };
    });
    return command;
}

} // namespace

void addForward(CLI::App &app, Action &action)
{
    CLI::App *command = app.add_subcommand(
        "forward", "Lead ports of this machine to a running VM on its lab's network");
    command->require_subcommand(1);
    addForwardCommand(*command, action, "list", "Show what leads to running VMs", nullptr,
                      &listForwards);
    addForwardCommand(*command, action, "add", "Open a port, or a unix socket, for this run",
                      "[BIND:]HOST:GUEST[/udp] or unix:PATH:GUEST",
                      [](Session &session, const ForwardArguments &options) {
                          changeForward(session, options, &parseForward, &addForwardTo);
                      });
    addForwardCommand(
        *command, action, "remove", "Close one for this run; connections that are open stay",
        "[BIND:]HOST[/udp] or unix:PATH", [](Session &session, const ForwardArguments &options) {
            changeForward(session, options, &parseForwardEnd, &removeForwardOf);
        });
}

} // namespace hydra::cli
