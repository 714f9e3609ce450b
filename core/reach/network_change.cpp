// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/network_change.h"

#include "core/config/vm_fields.h"
#include "core/vm/planned_network.h"

#include <QJsonArray>

#include <algorithm>

namespace hydra {
namespace {

QStringList textsOf(const QJsonArray &array)
{
    QStringList texts;
    for (const QJsonValue &value : array)
        texts << value.toString();
    return texts;
}

EgressSpec egressOf(const QJsonValue &value, const EgressSpec &otherwise)
{
    if (value.isArray())
        return {.kind = EgressSpec::Kind::Allow, .allow = textsOf(value.toArray())};
    return value == QStringLiteral("open") ? EgressSpec()
           : value == QStringLiteral("none")
               ? EgressSpec{.kind = EgressSpec::Kind::None, .allow = {}}
               : otherwise;
}

PeersSpec peersOf(const QJsonValue &value, const PeersSpec &otherwise)
{
    if (value.isArray())
        return {.kind = PeersSpec::Kind::Only, .only = textsOf(value.toArray())};
    return value == QStringLiteral("all")    ? PeersSpec()
           : value == QStringLiteral("none") ? PeersSpec{.kind = PeersSpec::Kind::None, .only = {}}
                                             : otherwise;
}

LinkSpec linkOf(const QJsonObject &json)
{
    const auto number = [&json](const char *key, double most) {
        return std::clamp(json[QLatin1String(key)].toDouble(), 0.0, most);
    };
    const auto delay = [&number](const char *key) {
        return std::chrono::microseconds(std::int64_t(number(key, 60000) * 1000));
    };
    return {.delay = delay("delay_ms"),
            .jitter = delay("jitter_ms"),
            .loss = number("loss", 1),
            .rate = std::uint64_t(number("rate", 1e12)),
            .down = json[u"down"].toBool()};
}

} // namespace

QJsonObject toRequest(const NetworkChange &change)
{
    QJsonObject request;
    if (change.egress)
        request[u"egress"] = egressJson(*change.egress);
    if (change.hostLoopback)
        request[u"host_loopback"] = *change.hostLoopback;
    if (change.peers)
        request[u"peers"] = peersJson(*change.peers);
    if (change.link)
        request[u"link"] = linkJson(*change.link);
    return request;
}

NetworkChange networkOf(const QJsonObject &reply, const VmSpec &vm)
{
    const QJsonObject policy = reply[u"policy"].toObject();
    return {.egress = egressOf(policy[u"egress"], vm.egress),
            .hostLoopback = policy[u"host_loopback"].toBool(vm.hostLoopback),
            .peers = peersOf(policy[u"peers"], vm.peers),
            .link = reply[u"link"].isObject() ? linkOf(reply[u"link"].toObject()) : vm.link};
}

std::vector<LabEdit> toEdits(const QString &vm, const NetworkChange &change)
{
    VmSpec spec;
    spec.egress = change.egress.value_or(spec.egress);
    spec.hostLoopback = change.hostLoopback.value_or(spec.hostLoopback);
    spec.peers = change.peers.value_or(spec.peers);
    spec.link = change.link.value_or(spec.link);
    std::vector<LabEdit> edits;
    for (const auto &[key, isChanged] :
         {std::pair("egress", change.egress.has_value()),
          std::pair("host_loopback", change.hostLoopback.has_value()),
          std::pair("peers", change.peers.has_value()),
          std::pair("link", change.link.has_value())}) {
        const QString name = QLatin1String(key);
        if (isChanged)
            edits.push_back({.vm = vm,
                             .key = name,
                             .value = writeFlowYaml(findField(vmFields(), name)->write(spec))});
    }
    return edits;
}

} // namespace hydra
