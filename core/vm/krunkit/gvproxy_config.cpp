// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/krunkit/gvproxy_config.h"

#include "core/guest/yaml_text.h"

#include <yaml-cpp/yaml.h>

namespace hydra {
namespace {

QString hostSide(const PlannedPort &port)
{
    return QStringLiteral("%1:%2").arg(port.hostAddress).arg(port.hostPort);
}

QString guestSide(const PlannedPort &port, const QString &address)
{
    return QStringLiteral("%1:%2").arg(address).arg(port.guestPort);
}

std::string key(const QString &text)
{
    return text.toStdString();
}

} // namespace

QByteArray gvproxyConfig(const UserNetworkSpec &wanted, const QString &mac,
                         const std::vector<PlannedPort> &ports)
{
    const UserNetworkSpec network = wanted.full();
    YAML::Node stack;
    stack["mtu"] = 1500;
    stack["subnet"] = yamlString(network.prefix + QStringLiteral(".0/24"));
    stack["gatewayIP"] = yamlString(network.gateway);
    // Releases after 0.8.9 require the three addresses to differ; older ones ignore these two.
    stack["deviceIP"] = yamlString(network.address);
    stack["hostIP"] = yamlString(network.prefix + QStringLiteral(".254"));
    stack["gatewayMacAddress"] = yamlString(QStringLiteral("5a:94:ef:e4:0c:dd"));
    stack["nat"][key(network.gateway)] = yamlString(QStringLiteral("127.0.0.1"));
    stack["gatewayVirtualIPs"].push_back(yamlString(network.gateway));
    stack["dhcpStaticLeases"][key(network.address)] = yamlString(mac);
    for (const PlannedPort &port : ports) {
        if (port.role == u"ssh")
            stack["forwards"][key(hostSide(port))] = yamlString(guestSide(port, network.address));
    }
    YAML::Node config;
    config["stack"] = stack;
    return yamlText(config);
}

std::vector<HttpCall> exposeCalls(const UserNetworkSpec &network,
                                  const std::vector<PlannedPort> &ports)
{
    std::vector<HttpCall> calls;
    for (const PlannedPort &port : ports) {
        if (port.role == u"ssh")
            continue;
        calls.push_back({QStringLiteral("POST"),
                         QStringLiteral("/services/forwarder/expose"),
                         {{QStringLiteral("local"), hostSide(port)},
                          {QStringLiteral("remote"), guestSide(port, network.full().address)},
                          {QStringLiteral("protocol"), port.protocol}}});
    }
    return calls;
}

} // namespace hydra
