// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/network/network.h"
#include "app/cli/output.h"

#include "core/config/network_words.h"
#include "core/vm/lab_network.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace hydra::cli {
namespace {

struct NetArguments {
    std::string target;
    Format format = Format::Table;
};

/// What is known of one VM's place on the network.
struct VmOnNetwork {
    VmStatus status;
    std::optional<QJsonObject> reply; ///< of its keeper
    QJsonObject counts;               ///< in that; empty while its switch is away
    std::optional<Error> trouble;     ///< why there is none, although it runs
};

VmOnNetwork heardOf(const QJsonObject &reply)
{
    VmOnNetwork vm;
    vm.reply = reply;
    vm.counts = reply[u"counts"].toObject();
    vm.counts.remove(u"name");
    return vm;
}

struct NetworkView {
    LabSpec lab;
    LabNetwork network;
    std::map<QString, VmOnNetwork> vms;
    Format format = Format::Table;
};

QString bytesText(const QJsonObject &counts, const char *key)
{
    return MemorySize::fromJson(counts[QLatin1String(key)]).toDisplay();
}

/// "12: 10 egress, 2 rate".
QString dropsText(const QJsonObject &counts)
{
    const QJsonObject drops = counts[u"drops"].toObject();
    qint64 all = 0;
    QStringList reasons;
    for (auto drop = drops.begin(); drop != drops.end(); ++drop) {
        all += drop.value().toInteger();
        reasons << QStringLiteral("%1 %2").arg(drop.value().toInteger()).arg(drop.key());
    }
    return all == 0 ? QStringLiteral("0")
                    : QStringLiteral("%1: %2").arg(all).arg(reasons.join(QStringLiteral(", ")));
}

QString egressCell(const EgressSpec &egress)
{
    return egress.kind == EgressSpec::Kind::Allow
               ? QStringLiteral("allow %1").arg(egress.allow.size())
               : egressText(egress);
}

QString linkCell(const LinkSpec &link)
{
    return link == LinkSpec() ? QStringLiteral("-") : linkText(link);
}

QStringList rowOf(const NetworkView &view, const LabAddress &address)
{
    const VmOnNetwork &vm = view.vms.at(address.vm);
    const QJsonObject reply = vm.reply.value_or(QJsonObject());
    const NetworkChange now = networkOf(reply, *view.lab.vm(address.vm));
    const QJsonObject port = reply[u"port"].toObject();
    const bool counted = !vm.counts.isEmpty();
    return {address.vm,
            toString(vm.status.state),
            vm.trouble ? QStringLiteral("-") : port[u"ip"].toString(address.ip),
            port[u"mac"].toString(address.mac),
            egressCell(*now.egress),
            *now.hostLoopback ? QStringLiteral("yes") : QStringLiteral("no"),
            peersText(*now.peers),
            linkCell(*now.link),
            counted ? bytesText(vm.counts, "received_bytes") : QStringLiteral("-"),
            counted ? bytesText(vm.counts, "sent_bytes") : QStringLiteral("-"),
            counted ? dropsText(vm.counts) : QStringLiteral("-")};
}

QJsonObject jsonOf(const NetworkView &view, const LabAddress &address)
{
    const VmOnNetwork &vm = view.vms.at(address.vm);
    const QJsonObject reply = vm.reply.value_or(QJsonObject());
    const NetworkChange now = networkOf(reply, *view.lab.vm(address.vm));
    QJsonObject json = toRequest(now);
    json[u"name"] = address.vm;
    json[u"state"] = toString(vm.status.state);
    json[u"ip"] = reply[u"port"][u"ip"].toString(address.ip);
    json[u"mac"] = reply[u"port"][u"mac"].toString(address.mac);
    json[u"aliases"] = QJsonArray::fromStringList(address.aliases);
    json[u"switch"] = vm.reply ? reply[u"switch"] : QJsonValue(QJsonValue::Null);
    json[u"forwards"] = reply[u"forwards"].toArray();
    json[u"counts"] = vm.counts.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(vm.counts);
    json[u"trouble"] =
        vm.trouble ? QJsonValue(formatError(*vm.trouble)) : QJsonValue(QJsonValue::Null);
    return json;
}

void printNetwork(const NetworkView &view)
{
    if (view.format != Format::Table) {
        QJsonArray vms;
        for (const LabAddress &address : view.network.vms)
            vms.append(jsonOf(view, address));
        return printValue({{QStringLiteral("lab"), view.lab.name},
                           {QStringLiteral("subnet"), view.network.subnet},
                           {QStringLiteral("gateway"), view.network.gateway},
                           {QStringLiteral("domain"), view.network.domain},
                           {QStringLiteral("mtu"), view.network.mtu},
                           {QStringLiteral("vms"), vms}},
                          view.format);
    }
    std::vector<QStringList> rows;
    for (const LabAddress &address : view.network.vms)
        rows.push_back(rowOf(view, address));
    print(table({QStringLiteral("VM"), QStringLiteral("STATE"), QStringLiteral("IP"),
                 QStringLiteral("MAC"), QStringLiteral("EGRESS"), QStringLiteral("LOOPBACK"),
                 QStringLiteral("PEERS"), QStringLiteral("LINK"), QStringLiteral("OUT"),
                 QStringLiteral("IN"), QStringLiteral("DROPS")},
                rows));
}

/// Once all VMs have been asked: the view, unless the lab has no network at all.
void showNetwork(Session &session, const NetworkView &view, const VmDone &done)
{
    bool isThere = view.lab.network.mode == NetworkMode::Lab;
    for (const auto &[name, vm] : view.vms)
        isThere = isThere || vm.reply;
    if (!isThere) {
        Error none = notOnLabNetwork({view.lab.name, view.lab.vms.front().name});
        none.where = view.lab.name;
        none.what = QStringLiteral("has no network of its own: each VM has a user network");
        return done(fail(none));
    }
    for (const auto &[name, vm] : view.vms) {
        if (vm.trouble)
            session.printError(*vm.trouble);
    }
    printNetwork(view);
    done({});
}

void net(Session &session, const NetArguments &options)
{
    auto target = session.load(QString::fromStdString(options.target));
    if (!target)
        return;
    auto view = std::make_shared<NetworkView>();
    view->lab = target->lab.spec;
    view->network = labNetworkOf(view->lab);
    view->format = options.format;
    target->vms = view->lab.vmNames();
    const auto take = [&session, view](VmLink &link, VmOnNetwork vm, const VmDone &done) {
        vm.status = link.status();
        view->vms[link.vm().vm] = std::move(vm);
        if (view->vms.size() == view->lab.vms.size())
            return showNetwork(session, *view, done);
        done({});
    };
    forEachVm(
        session, {*target},
        [view, take](VmLink &link, const VmDone &done) {
            if (!link.isLive() || hasEnded(link.status()))
                return take(link, {}, done);
            askNetwork(link, view->lab, QStringLiteral("network"), {},
                       [take, &link, done](const Result<QJsonObject> &reply) {
                           VmOnNetwork vm;
                           if (reply)
                               vm = heardOf(*reply);
                           else
                               vm.trouble = reply.error();
                           take(link, std::move(vm), done);
                       });
        },
        [take](VmLink &link) { take(link, {}, [](const Result<void> &) {}); });
}

} // namespace

void addNet(CLI::App &app, Action &action)
{
    auto options = std::make_shared<NetArguments>();
    CLI::App *command =
        app.add_subcommand("net", "Show a lab's network; change and record it while its VMs run");
    command->add_option("LAB", options->target, "LAB or a lab file");
    addFormat(*command, options->format);
    addNetCapture(*command, action);
    addNetChanges(*command, action);
    command->callback([options, command, &action] {
        if (!command->get_subcommands().empty())
            return;
        if (options->target.empty())
            throw CLI::RequiredError("LAB");
        action = [options](Session &session) { net(session, *options); };
    });
}

} // namespace hydra::cli
