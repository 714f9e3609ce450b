// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/instant.h"

#include "base/atomic_file.h"
#include "guest/registry_files.h"
#include "host/facts.h"
#include "vm/qemu/choices.h"
#include "vm/qemu/hardware.h"

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

MemorySize diskSizeOf(const PreparedVm &vm)
{
    return std::max(vm.spec.diskSize, vm.image->virtualSize);
}

QString yesNo(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

QString registryLines(const VmSpec &spec)
{
    QStringList lines;
    for (const GuestFile &file : spec.containerd ? registryFiles(spec.registries) : std::vector<GuestFile>{})
        lines << file.path + u' ' + QString::fromLatin1(file.content.toBase64());
    return lines.join(u'\n');
}

QJsonObject refreshVariables(const FrozenGuest &frozen, const SeedInput &seed, const QString &instanceId)
{
    const UserNetworkSpec network = fullUserNetwork(seed.vm.userNetwork);
    return {{QStringLiteral("HYDRA_HOSTNAME"), seed.vm.hostname.isEmpty() ? seed.vm.name : seed.vm.hostname},
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
            {QStringLiteral("HYDRA_DNS"), network.dns}};
}

} // namespace

Traits hardwareOf(const Paths &paths, const VmRef &vm, const VmSpec &spec, const HostFacts &host,
                  const QString &accelerator, MemorySize diskSize)
{
    PlanInput input;
    input.lab = vm.lab;
    input.vm = spec;
    input.host = host;
    input.files = vmFiles(paths, vm, spec);
    return hardwareTraits(input, accelerator, {firmwareDigest(spec, host), diskSize, hostCpu()});
}

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

std::optional<QString> whyCold(const Paths &paths, const PreparedVm &vm, const HostFacts &host)
{
    const StoredImage &image = *vm.image;
    for (const QString &file : {image.memoryFile(), image.stateFile()}) {
        if (!QFileInfo::exists(file))
            return QStringLiteral("%1 is missing").arg(file);
    }
    const auto accelerators = chooseAccelerators(vm.spec, host);
    if (!accelerators || !accelerators->contains(image.frozen->accelerator))
        return QStringLiteral("accelerator: it was frozen with %1, which this VM does not use").arg(image.frozen->accelerator);
    // What an image is prepared without, and only a first boot can do.
    if (vm.spec.kubeletShares == KubeletShares::Tcp)
        return QStringLiteral("kubelet_shares: tcp: its mounts are made when it boots");
    if (vm.spec.role == Role::Host && !vm.spec.k3s.isEmpty())
        return QStringLiteral("role: host: its CRI router is set up when it boots");
    const Traits hardware = hardwareOf(paths, vm.ref, vm.spec, host, image.frozen->accelerator, diskSizeOf(vm));
    QString difference = firstDifference(image.frozen->hardware, hardware);
    if (difference.isEmpty())
        difference = firstDifference(image.frozen->setup, setupOf(vm.spec));
    return difference.isEmpty() ? std::nullopt : std::optional(difference);
}

Result<QString> writeRefresh(const PreparedVm &vm, const SeedInput &seed)
{
    const auto documents = makeSeedDocuments(seed);
    if (!documents)
        return fail(documents.error());
    const QJsonObject json{{QStringLiteral("script"), QString::fromUtf8(guestScript(QStringLiteral("refresh")))},
                           {QStringLiteral("env"), refreshVariables(*vm.image->frozen, seed, documents->instanceId)}};
    const QString file = vm.files.stateDir + QStringLiteral("/refresh.json");
    if (auto written = writeFileAtomically(file, QJsonDocument(json).toJson()); !written)
        return fail(written.error());
    return file;
}

} // namespace hydra
