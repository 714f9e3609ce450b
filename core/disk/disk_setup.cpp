// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/disk_setup.h"

#include "core/base/atomic_file.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hydra {
namespace {

QString setupRecordFile(const QString &stateDir)
{
    return stateDir + QStringLiteral("/disk.setup");
}

QString yesNo(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

} // namespace

Traits setupOf(const VmSpec &spec)
{
    return {{QStringLiteral("username"), spec.username},
            {QStringLiteral("containerd"), yesNo(spec.containerd)},
            {QStringLiteral("csi_proxy_url"), spec.csiProxyUrl},
            {QStringLiteral("encrypted_images"), yesNo(spec.encryptedImages)},
            {QStringLiteral("k3s"), spec.k3s},
            {QStringLiteral("diod"), yesNo(spec.diod)},
            {QStringLiteral("packages"), spec.packages.join(u' ')},
            {QStringLiteral("debs"), spec.debs.join(u' ')},
            {QStringLiteral("kernel_version"), spec.kernelVersion},
            {QStringLiteral("kernel_package"), spec.kernelPackage},
            {QStringLiteral("user_data"), spec.userData}};
}

Result<void> recordSetup(const QString &stateDir, const VmSpec &spec)
{
    QJsonObject setup;
    for (const Trait &trait : setupOf(spec))
        setup[trait.name] = trait.value;
    return writeFileAtomically(setupRecordFile(stateDir), QJsonDocument(setup).toJson());
}

QString changedSetup(const QString &stateDir, const VmSpec &spec)
{
    const auto text = readFile(setupRecordFile(stateDir), 1 << 20);
    const QJsonObject before = text ? QJsonDocument::fromJson(*text).object() : QJsonObject();
    for (const Trait &trait : setupOf(spec)) {
        if (before.contains(trait.name) && before[trait.name].toString() != trait.value)
            return trait.name;
    }
    return {};
}

} // namespace hydra
