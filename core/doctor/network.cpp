// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/facts.h"

#include "core/host/ports.h"

namespace hydra {
namespace {

using State = Finding::State;

Finding ports(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("ports"), QStringLiteral("Host ports"), State::Ok};
    if (!facts.portProblem.isEmpty()) {
        finding.state = State::Problem;
        finding.words = QStringLiteral("cannot be had on 127.0.0.1, so VMs cannot be reached.");
        finding.fix = QStringLiteral("See whether a sandbox or firewall keeps programs from "
                                     "listening, and that the interface lo is up.");
        finding.details = facts.portProblem;
        return finding;
    }
    finding.words = QStringLiteral("can be had on 127.0.0.1; `auto` takes them from %1 to %2.")
                        .arg(firstAutoPort)
                        .arg(lastAutoPort);
    if (!facts.outgoingPorts || facts.outgoingPorts->first > lastAutoPort ||
        facts.outgoingPorts->last < firstAutoPort)
        return finding;
    finding.state = State::Attention;
    finding.words = QStringLiteral("from %1 to %2 go to outgoing connections, also those that "
                                   "`auto` keeps for VMs (%3 to %4). "
                                   "A start may find its port taken.")
                        .arg(facts.outgoingPorts->first)
                        .arg(facts.outgoingPorts->last)
                        .arg(firstAutoPort)
                        .arg(lastAutoPort);
    finding.fix = QStringLiteral(
        "Give outgoing connections the usual range, or write port numbers in lab files.");
    if (facts.host.os == u"linux")
        finding.command =
            QStringLiteral("sudo sysctl -w net.ipv4.ip_local_port_range='32768 60999'");
    return finding;
}

Finding proxy(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("proxy"), QStringLiteral("Proxy"), State::Ok};
    finding.words = QStringLiteral("is not set; downloads go straight out.");
    if (facts.proxies.empty())
        return finding;
    QStringList names;
    QStringList values;
    for (const auto &[name, value] : facts.proxies) {
        names << name;
        values << name + u'=' + value;
    }
    finding.words = QStringLiteral("is set (%1): downloads and image builds go through it. Local "
                                   "traffic, such as that to VMs, is "
                                   "not affected.")
                        .arg(names.join(QStringLiteral(", ")));
    finding.details = values.join(u'\n');
    return finding;
}

Finding names(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("dns"), QStringLiteral("Names (DNS)"), State::Ok,
                    QStringLiteral("are found.")};
    if (facts.names == DoctorFacts::Names::Found)
        return finding;
    finding.details = facts.namesDetails;
    if (facts.names == DoctorFacts::Names::Unknown) {
        finding.words = QStringLiteral("were not asked for.");
        return finding;
    }
    finding.state = State::Attention;
    finding.words =
        facts.proxies.empty()
            ? QStringLiteral(
                  "are not found. Guests and image builds need them only to fetch packages.")
            : QStringLiteral("are not found here; with a proxy that may be meant so. Guests need "
                             "them only to fetch packages.");
    finding.fix = QStringLiteral(
        "Connect to a network, or see /etc/resolv.conf. Labs whose images are here start without.");
    return finding;
}

} // namespace

std::vector<Finding> networkFindings(const DoctorFacts &facts)
{
    return {ports(facts), proxy(facts), names(facts)};
}

} // namespace hydra
