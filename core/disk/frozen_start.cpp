// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/frozen_start.h"

#include "core/base/atomic_file.h"
#include "core/disk/disk_setup.h"
#include "core/guest/guest_files.h"
#include "core/guest/registry_files.h"
#include "core/guest/seed.h"
#include "core/host/facts.h"
#include "core/image/qcow2.h"
#include "core/image/recipe_digest.h"
#include "core/vm/qemu/choices.h"
#include "core/vm/qemu/hardware.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace hydra {
namespace {

QString firmwareDigest(const VmSpec &spec, const HostFacts &host)
{
    const auto firmware = chooseFirmware(spec, host);
    QFile code(firmware && *firmware ? (*firmware)->code : QString());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!code.open(QIODevice::ReadOnly) || !hash.addData(&code))
        return {};
    return QString::fromLatin1(hash.result().toHex().left(16));
}

QString registryLines(const VmSpec &spec)
{
    QStringList lines;
    for (const GuestFile &file :
         spec.containerd ? registryFiles(spec.registries) : std::vector<GuestFile>{})
        lines << file.path + u' ' + QString::fromLatin1(file.content.toBase64());
    return lines.join(u'\n');
}

QJsonObject specializeVariables(const FrozenGuest &frozen, const SeedInput &seed,
                                const QString &instanceId)
{
    const UserNetworkSpec network = seed.vm.userNetwork.full();
    return {
        {QStringLiteral("HYDRA_HOSTNAME"),
         seed.vm.hostname.isEmpty() ? seed.vm.name : seed.vm.hostname},
        {QStringLiteral("HYDRA_MACHINE_ID"), randomId()},
        {QStringLiteral("HYDRA_INSTANCE_ID"), instanceId},
        {QStringLiteral("HYDRA_HOST_KEY"), QString::fromUtf8(seed.hostKey.privateKey.trimmed())},
        {QStringLiteral("HYDRA_HOST_KEY_PUB"), QString::fromUtf8(seed.hostKey.publicKey.trimmed())},
        {QStringLiteral("HYDRA_USER"), seed.vm.username},
        {QStringLiteral("HYDRA_AUTHORIZED_KEYS"), seed.authorizedKeys.join(u'\n')},
        {QStringLiteral("HYDRA_PASSWORD_HASH"), seed.passwordHash},
        {QStringLiteral("HYDRA_REGISTRIES"), registryLines(seed.vm)},
        {QStringLiteral("HYDRA_OLD_MAC"), frozen.mac},
        {QStringLiteral("HYDRA_MAC"), seed.mac},
        {QStringLiteral("HYDRA_OLD_ADDRESS"), frozen.address},
        {QStringLiteral("HYDRA_ADDRESS"), network.address},
        {QStringLiteral("HYDRA_OLD_GATEWAY"), frozen.gateway},
        {QStringLiteral("HYDRA_GATEWAY"), network.gateway},
        {QStringLiteral("HYDRA_OLD_DNS"), frozen.dns},
        {QStringLiteral("HYDRA_DNS"), network.dns},
        {QStringLiteral("HYDRA_SEARCH"), network.search.join(u' ')}};
}

QString specializeFile(const VmFiles &files)
{
    return files.stateDir + QStringLiteral("/refresh.json");
}

/// The first difference between the frozen guest and the VM, in words; empty: there is none.
QString differenceFrom(const FrozenGuest &frozen, const PlanInput &input, MemorySize diskSize)
{
    const QString hardware =
        firstDifference(frozen.hardware, hardwareOf(input, frozen.accelerator, diskSize));
    return hardware.isEmpty() ? firstDifference(frozen.setup, setupOf(input.vm)) : hardware;
}

/// Why the VM cannot go on from its image's frozen guest; empty: it can.
QString whyNotFrozen(const StoredImage &image, const PlanInput &input)
{
    const VmSpec &vm = input.vm;
    for (const QString &file : {image.memoryFile(), image.stateFile()}) {
        if (!QFileInfo::exists(file))
            return QStringLiteral("%1 is missing").arg(file);
    }
    const auto accelerators = chooseAccelerators(vm, input.host);
    if (!accelerators || !accelerators->contains(image.frozen->accelerator))
        return QStringLiteral("accelerator: it was frozen with %1, which this VM does not use")
            .arg(image.frozen->accelerator);
    // Set-up that an image does not contain and only a boot can do.
    if (vm.kubeletShares == KubeletShares::Tcp)
        return QStringLiteral("kubelet_shares: tcp: its mounts are made when it boots");
    if (vm.role == Role::Host && !vm.k3s.isEmpty())
        return QStringLiteral("role: host: its CRI router is set up when it boots");
    if (!vm.userNetwork.resolvers.isEmpty() || (!input.labPort && !vm.userNetwork.search.isEmpty()))
        return QStringLiteral(
            "user_network: resolvers and search domains are set up when it boots");
    if (input.labPort && !image.frozen->anyNetwork)
        return QStringLiteral("network: it was frozen by a Hydra without networks of labs");
    if (vm.userNetwork.address.contains(u'/'))
        return QStringLiteral("network.subnet: one that is no /24 is set up when it boots");
    return differenceFrom(*image.frozen, input, std::max(vm.diskSize, image.virtualSize));
}

} // namespace

Traits hardwareOf(const PlanInput &input, const QString &accelerator, MemorySize diskSize)
{
    return hardwareTraits(input, accelerator,
                          {.firmware = firmwareDigest(input.vm, input.host),
                           .diskSize = diskSize,
                           .hostCpu = hostCpu()});
}

FrozenChoice chooseFrozenStart(const std::optional<StoredImage> &image, const PlanInput &input,
                               bool cold)
{
    FrozenChoice choice;
    // A frozen guest's memory fits only a disk that nothing was written to.
    const QString &disk = input.files.systemDisk;
    if (!image || (QFileInfo::exists(disk) && !isUntouchedQcow2(disk)))
        return choice;
    if (isOutdated(*image, debianArch(input.host.arch)))
        choice.notes.push_back(
            QStringLiteral("the image %1 was built by another version of Hydra: `hydractl image "
                           "remove %1`, then start again")
                .arg(image->name));
    if (!image->frozen || cold || input.vm.boot != BootMode::Image)
        return choice;
    choice.whyCold = whyNotFrozen(*image, input);
    if (choice.whyCold.isEmpty())
        choice.start = FrozenStart{*image, specializeFile(input.files)};
    else
        choice.notes.push_back(QStringLiteral("it starts cold, not from the frozen guest of %1: %2")
                                   .arg(image->name, choice.whyCold));
    return choice;
}

Result<void> writeSpecialization(const FrozenStart &start, const SeedInput &seed)
{
    const auto documents = makeSeedDocuments(seed);
    if (!documents)
        return fail(documents.error());
    const QJsonObject json{
        {QStringLiteral("script"), QString::fromUtf8(guestScript(QStringLiteral("specialize")))},
        {QStringLiteral("env"),
         specializeVariables(*start.image.frozen, seed, documents->instanceId)}};
    return writeFileAtomically(start.refreshFile, QJsonDocument(json).toJson());
}

} // namespace hydra
