// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/secrets.h"

#include "guest/yaml_text.h"
#include "lab/redact.h"

#include <QUrl>

#include <algorithm>

namespace hydra {
namespace {

bool hasSecretKey(const YAML::Node &node)
{
    if (node.IsSequence())
        return std::any_of(node.begin(), node.end(), [](const auto &item) { return hasSecretKey(item); });
    if (!node.IsMap())
        return false;
    return std::any_of(node.begin(), node.end(), [](const auto &entry) {
        return isSecretKey(QString::fromStdString(entry.first.Scalar())) || hasSecretKey(entry.second);
    });
}

bool mayHoldSecrets(const QString &userData)
{
    if (userData.trimmed().isEmpty())
        return false;
    const auto mapping = readYamlMapping(userData, {});
    return !mapping || hasSecretKey(*mapping);
}

// http://USER:PASSWORD@HOST
bool removeLogin(QString &address)
{
    QUrl url(address);
    if (url.userInfo().isEmpty())
        return false;
    url.setUserInfo({});
    address = url.toString(QUrl::FullyEncoded);
    return true;
}

bool removeLogins(QStringList &addresses)
{
    bool any = false;
    for (QString &address : addresses)
        any |= removeLogin(address);
    return any;
}

bool removeLogins(VmSpec &vm)
{
    bool any = removeLogins(vm.debs);
    for (QString *address : {&vm.imageSourceUrl, &vm.csiProxyUrl, &vm.kernel.artifactUrl})
        any |= removeLogin(*address);
    if (vm.rimd)
        any |= removeLogin(vm.rimd->artifactUrl);
    for (RegistrySpec &registry : vm.registries)
        any |= removeLogins(registry.mirrors);
    return any;
}

} // namespace

void removeSecrets(VmSpec &vm, QStringList &notes)
{
    QStringList removed;
    for (const auto &[name, value] : {std::pair("password", &vm.password), std::pair("password_hash", &vm.passwordHash), std::pair("salt", &vm.salt)}) {
        if (!value->isEmpty())
            removed << QString::fromLatin1(name);
        value->clear();
    }
    for (RegistrySpec &registry : vm.registries) {
        if (!registry.password.isEmpty())
            removed << QStringLiteral("%1's password").arg(registry.host);
        registry.username.clear();
        registry.password.clear();
    }
    if (removeLogins(vm))
        removed << QStringLiteral("logins in web addresses");
    if (mayHoldSecrets(vm.userData)) {
        removed << QStringLiteral("user_data");
        vm.userData.clear();
    }
    if (!removed.isEmpty())
        notes << QStringLiteral("%1: %2 left out; --with-secrets keeps them").arg(vm.name, removed.join(QStringLiteral(", ")));
}

} // namespace hydra
