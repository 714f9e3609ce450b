// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/secrets.h"

#include "core/guest/yaml_text.h"
#include "core/lab/redact.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace hydra {
namespace {

bool hasSecretKey(const YAML::Node &node)
{
    if (node.IsSequence())
        return std::any_of(node.begin(), node.end(),
                           [](const auto &item) { return hasSecretKey(item); });
    if (!node.IsMap())
        return false;
    return std::any_of(node.begin(), node.end(), [](const auto &entry) {
        return isSecretKey(QString::fromStdString(entry.first.Scalar())) ||
               hasSecretKey(entry.second);
    });
}

bool mayHoldSecrets(const QString &userData)
{
    if (userData.trimmed().isEmpty())
        return false;
    const auto mapping = readYamlMapping(userData, {});
    return !mapping || hasSecretKey(*mapping);
}

bool removeSecretItems(QUrl &url)
{
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyEncoded);
    QUrlQuery open;
    for (const auto &[key, value] : items) {
        if (!isSecretKey(QUrl::fromPercentEncoding(key.toUtf8())))
            open.addQueryItem(key, value);
    }
    if (open.queryItems().size() == items.size())
        return false;
    url.setQuery(open.isEmpty() ? QString() : open.query(QUrl::FullyEncoded));
    return true;
}

// An address may hold secrets as http://USER:PASSWORD@HOST?private_token=TOKEN.
bool removeLogin(QString &address)
{
    QUrl url(address);
    const bool had = !url.userInfo().isEmpty();
    url.setUserInfo({});
    if (!removeSecretItems(url) && !had)
        return false;
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

const QString logins = QStringLiteral("logins in web addresses");

void noteRemoved(const VmSpec &vm, const QStringList &removed, QStringList &notes)
{
    if (!removed.isEmpty())
        notes << QStringLiteral("%1: %2 left out; --with-secrets keeps them")
                     .arg(vm.name, removed.join(QStringLiteral(", ")));
}

} // namespace

void removeWebLogins(VmSpec &vm, QStringList &notes)
{
    if (removeLogins(vm))
        noteRemoved(vm, {logins}, notes);
}

void removeSecrets(VmSpec &vm, QStringList &notes)
{
    QStringList removed;
    for (const auto &[name, value] :
         {std::pair("password", &vm.password), std::pair("password_hash", &vm.passwordHash),
          std::pair("salt", &vm.salt)}) {
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
        removed << logins;
    if (mayHoldSecrets(vm.userData)) {
        removed << QStringLiteral("user_data");
        vm.userData.clear();
    }
    noteRemoved(vm, removed, notes);
}

} // namespace hydra
