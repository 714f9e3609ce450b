// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/unsupported_keys.h"

#include "core/guest/guest_system.h"

namespace hydra {
namespace {

QString kernelNote(const VmSpec &vm, const QString &debianArch)
{
    const GuestSystem &system = guestSystemOfVm(vm);
    const QString package = versionedKernel(vm, system, debianArch);
    if (package.isEmpty() || !system.usesApt || !isBackport(vm.kernelVersion))
        return {};
    const QString own = system.kernel.isEmpty()
                            ? QString()
                            : QStringLiteral(" (%1 in %2)").arg(system.kernel, system.title);
    return QStringLiteral("kernel_version: Debian's mirrors keep only the newest build of a "
                          "backported kernel and may have no %1 any more; the guest then goes on "
                          "with the kernel of its image%2. To get the release's newest one, write "
                          "kernel_package: linux-image-%3 instead")
        .arg(package, own, debianArch);
}

// Keys whose scripts install Debian packages.
QString aptNote(const VmSpec &vm)
{
    const GuestSystem &system = guestSystemOfVm(vm);
    const char *key = !vm.debs.isEmpty()                    ? "debs"
                      : vm.containerd && vm.encryptedImages ? "encrypted_images"
                      : vm.diod                             ? "diod"
                                                            : nullptr;
    if (system.usesApt || key == nullptr)
        return {};
    return QStringLiteral("%1: needs packages of Debian's, which %2 does not install")
        .arg(QLatin1String(key), system.title);
}

/// Keys of VM that only a lab's network heeds.
QStringList labNetworkKeys(const VmSpec &vm)
{
    QStringList keys;
    if (!vm.ip.isEmpty())
        keys << QStringLiteral("ip");
    if (vm.egress != EgressSpec())
        keys << QStringLiteral("egress");
    if (vm.hostLoopback != usualHostLoopback(vm.role))
        keys << QStringLiteral("host_loopback");
    if (vm.peers != PeersSpec())
        keys << QStringLiteral("peers");
    if (vm.link != LinkSpec())
        keys << QStringLiteral("link");
    return keys;
}

} // namespace

std::vector<Error> unsupportedKeys(const LabSpec &lab, const VmSpec &vm)
{
    const struct {
        const char *key;
        bool used;
    } keys[] = {
        {"network.mode: bridge", lab.network.mode == NetworkMode::Bridge},
        {"backend: krunkit", vm.backend == BackendKind::Krunkit},
    };
    std::vector<Error> errors;
    for (const auto &key : keys) {
        if (key.used)
            errors.push_back(
                {ErrorCode::Failed,
                 QStringLiteral("%1: not yet").arg(QLatin1String(key.key)),
                 VmRef{lab.name, vm.name}.toString(),
                 QStringLiteral("this version reads the key but cannot start a VM with "
                                "it; take it out of the lab file"),
                 {}});
    }
    return errors;
}

QStringList specNotes(const NetworkSpec &network, const VmSpec &vm, const QString &debianArch)
{
    QStringList notes;
    if (network.mode == NetworkMode::User) {
        for (const QString &key : labNetworkKeys(vm))
            notes << QStringLiteral("%1: has no effect on a user network of the VM's own; write "
                                    "`network: {mode: lab}` at the top of the lab file")
                         .arg(key);
    }
    notes << kernelNote(vm, debianArch) << aptNote(vm);
    notes.removeAll(QString());
    return notes;
}

} // namespace hydra
