// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/seed.h"

#include "core/guest/archive.h"
#include "core/guest/guest_setup.h"
#include "core/guest/user_data.h"
#include "core/guest/yaml_text.h"

#include <QCryptographicHash>

namespace hydra {
namespace {

QString orHost(const QString &address, const UserNetworkSpec &network, int host)
{
    return address.isEmpty() ? QStringLiteral("%1.%2").arg(network.prefix).arg(host) : address;
}

QByteArray networkConfig(const UserNetworkSpec &network, const QString &mac)
{
    QString address = orHost(network.address, network, 15);
    if (!address.contains(u'/'))
        address += QStringLiteral("/24");
    YAML::Node route;
    route["to"] = yamlString(QStringLiteral("0.0.0.0/0"));
    route["via"] = yamlString(gatewayOf(network));
    YAML::Node card;
    card["match"]["macaddress"] = yamlString(mac.toLower());
    card["dhcp4"] = false;
    card["addresses"].push_back(yamlString(address));
    card["routes"].push_back(route);
    card["nameservers"]["addresses"] =
        yamlStrings(QStringList{orHost(network.dns, network, 3)} + network.resolvers);
    if (!network.search.isEmpty())
        card["nameservers"]["search"] = yamlStrings(network.search);
    YAML::Node config;
    config["network"]["version"] = 2;
    config["network"]["ethernets"]["hydra0"] = card;
    return yamlText(config);
}

QString instanceId(const SeedInput &input, const QByteArray &userData, const QByteArray &network)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {input.lab.toUtf8(), input.vm.name.toUtf8(), userData, network}) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    return QStringLiteral("hydra-") + QString::fromLatin1(hash.result().toHex().left(32));
}

QByteArray metaData(const SeedInput &input, const QString &instanceId)
{
    const QString &hostname = input.vm.hostname.isEmpty() ? input.vm.name : input.vm.hostname;
    YAML::Node node;
    node["instance-id"] = yamlString(instanceId);
    node["local-hostname"] = yamlString(hostname);
    return yamlText(node);
}

} // namespace

Result<SeedDocuments> makeSeedDocuments(const SeedInput &input)
{
    const Result<QByteArray> userData = makeUserData(input);
    if (!userData)
        return fail(userData.error());
    // The webhook's URL may change with every start, which must not give the guest a new
    // instance-id.
    SeedInput quiet = input;
    quiet.webhookUrl.clear();
    const Result<QByteArray> identity = makeUserData(quiet);
    const QByteArray network = networkConfig(input.vm.userNetwork, input.mac);
    const QString instance = instanceId(input, *identity, network);
    return SeedDocuments{metaData(input, instance), *userData, network, instance};
}

Result<QByteArray> makeSeedImage(const SeedDocuments &documents)
{
    return makeIso(QStringLiteral("cidata"),
                   {{QStringLiteral("meta-data"), documents.metaData, {}, 0444},
                    {QStringLiteral("user-data"), documents.userData, {}, 0444},
                    {QStringLiteral("network-config"), documents.networkConfig, {}, 0444}});
}

} // namespace hydra
