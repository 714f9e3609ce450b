// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/seed.h"

#include "core/guest/archive.h"
#include "core/guest/early_seed.h"
#include "core/guest/guest_network.h"
#include "core/guest/user_data.h"
#include "core/guest/yaml_text.h"

#include <QCryptographicHash>

namespace hydra {
namespace {

QByteArray networkConfig(const GuestNetwork &network, const QString &mac)
{
    YAML::Node route;
    route["to"] = yamlString(QStringLiteral("0.0.0.0/0"));
    route["via"] = yamlString(network.gateway);
    YAML::Node card;
    card["match"]["macaddress"] = yamlString(mac.toLower());
    card["dhcp4"] = false;
    card["addresses"].push_back(yamlString(network.address));
    card["routes"].push_back(route);
    card["nameservers"]["addresses"] = yamlStrings(network.servers);
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
    const QString hostname = guestHostname(input.vm);
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
    const QByteArray network = networkConfig(guestNetwork(input.vm), input.mac);
    const QString instance = instanceId(input, *identity, network);
    Result<std::vector<GuestFile>> early = std::vector<GuestFile>();
    if (suitsEarlySeed(input))
        early = earlySeed(input, instance);
    if (!early)
        return fail(early.error());
    return SeedDocuments{metaData(input, instance), *userData, network, instance, *early};
}

Result<QByteArray> makeSeedImage(const SeedDocuments &documents)
{
    std::vector<GuestFile> files{
        {QStringLiteral("meta-data"), documents.metaData, {}, 0444},
        {QStringLiteral("user-data"), documents.userData, {}, 0444},
        {QStringLiteral("network-config"), documents.networkConfig, {}, 0444}};
    files.insert(files.end(), documents.early.begin(), documents.early.end());
    return makeIso(QStringLiteral("cidata"), files);
}

} // namespace hydra
