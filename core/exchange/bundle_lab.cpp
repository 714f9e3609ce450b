// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/bundle_lab.h"

#include "config/write_lab.h"
#include "guest/yaml_text.h"
#include "lab/redact.h"

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
    if (mayHoldSecrets(vm.userData)) {
        removed << QStringLiteral("user_data");
        vm.userData.clear();
    }
    if (!removed.isEmpty())
        notes << QStringLiteral("%1: %2 left out; --with-secrets keeps them").arg(vm.name, removed.join(QStringLiteral(", ")));
}

void giveName(QString &image, const std::map<QString, QString> &names)
{
    if (const auto name = names.find(image); name != names.end())
        image = name->second;
}

void noteOtherFiles(const VmSpec &vm, QStringList &notes)
{
    QStringList files;
    for (const QString &file : {vm.kernel.kernel, vm.kernel.initrd, vm.firmware.code, vm.firmware.vars}) {
        if (!file.isEmpty())
            files << file;
    }
    for (const ShareSpec &share : vm.shares)
        files << share.host;
    if (!files.isEmpty())
        notes << QStringLiteral("%1: these are not part of the bundle: %2").arg(vm.name, files.join(QStringLiteral(", ")));
}

} // namespace

BundleLab bundleLab(const LoadedTarget &target, const std::map<QString, QString> &names, bool withSecrets)
{
    BundleLab lab;
    LabSpec spec = target.lab.spec;
    std::erase_if(spec.vms, [&target](const VmSpec &vm) { return !target.vms.contains(vm.name); });
    for (VmSpec &vm : spec.vms) {
        vm.after.removeIf([&target](const QString &other) { return !target.vms.contains(other); });
        giveName(vm.image, names);
        giveName(vm.kernel.dataDisk, names);
        if (!withSecrets)
            removeSecrets(vm, lab.notes);
        noteOtherFiles(vm, lab.notes);
    }
    // Comments of a file that has secrets may tell them too.
    const bool same = spec == target.lab.spec;
    lab.text = same ? target.lab.text : writeLab(spec);
    return lab;
}

QStringList cautions(const LabSpec &lab)
{
    QStringList notes;
    for (const VmSpec &vm : lab.vms) {
        if (!vm.qemuArgs.isEmpty())
            notes << QStringLiteral("%1: qemu_args can do anything on this machine; read them before you start it: %2").arg(vm.name, vm.qemuArgs.join(u' '));
        for (const ShareSpec &share : vm.shares)
            notes << QStringLiteral("%1: it shares %2 of this machine with its guest").arg(vm.name, share.host);
        if (vm.bind != u"127.0.0.1")
            notes << QStringLiteral("%1: its ports are open to others: bind is %2").arg(vm.name, vm.bind);
    }
    return notes;
}

} // namespace hydra
