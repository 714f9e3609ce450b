// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/choices.h"

#include <utility>

namespace hydra {
namespace {

struct Gate {
    QemuFeature feature;
    int major;
    int minor;
};
constexpr Gate gates[] = {
    {QemuFeature::Minimum, 6, 0}, // for pvpanic-pci
    {QemuFeature::DatagramNetwork, 7, 2},
    {QemuFeature::HvfGicV3, 8, 0},
    {QemuFeature::Venus, 9, 2},
};

const Gate &gate(QemuFeature feature)
{
    for (const Gate &g : gates) {
        if (g.feature == feature)
            return g;
    }
    return gates[0];
}

QString name(Accelerator accelerator)
{
    switch (accelerator) {
    case Accelerator::Kvm:
        return QStringLiteral("kvm");
    case Accelerator::Hvf:
        return QStringLiteral("hvf");
    case Accelerator::Auto:
    case Accelerator::Tcg:
        break;
    }
    return QStringLiteral("tcg");
}

/// Why this host cannot use ACCELERATOR; empty when it can.
QString whyNot(const QString &accelerator, const HostFacts &host)
{
    if (accelerator == u"kvm" && !host.kvmUsable)
        return host.kvmReason.isEmpty() ? QStringLiteral("KVM cannot be used here")
                                        : host.kvmReason;
    if (accelerator == u"hvf" && !host.hvfUsable) {
        return host.os == u"macos" ? QStringLiteral("this Mac has no Hypervisor.framework support")
                                   : QStringLiteral("HVF is only on macOS");
    }
    if (!host.qemu.accelerators.contains(accelerator))
        return QStringLiteral("%1 was built without it").arg(host.qemu.program);
    return {};
}

QString firmwarePackage(const HostFacts &host)
{
    if (host.os == u"macos")
        return QStringLiteral("install QEMU's firmware with `brew install qemu`");
    return QStringLiteral("install the package %1")
        .arg(isArm(host) ? QStringLiteral("qemu-efi-aarch64") : QStringLiteral("ovmf"));
}

QString formatOf(const QString &file)
{
    return file.endsWith(QStringLiteral(".qcow2")) ? QStringLiteral("qcow2")
                                                   : QStringLiteral("raw");
}

} // namespace

bool has(const QemuFacts &qemu, QemuFeature feature)
{
    const Gate &g = gate(feature);
    return std::pair(qemu.major, qemu.minor) >= std::pair(g.major, g.minor);
}

QString requirement(QemuFeature feature)
{
    return QStringLiteral("QEMU %1.%2").arg(gate(feature).major).arg(gate(feature).minor);
}

Result<QStringList> chooseAccelerators(const VmSpec &vm, const HostFacts &host)
{
    if (vm.accelerator != Accelerator::Auto) {
        const QString wanted = name(vm.accelerator);
        const QString reason = whyNot(wanted, host);
        if (reason.isEmpty())
            return QStringList{wanted};
        return fail(
            ErrorCode::Failed, QStringLiteral("accelerator: %1: %2").arg(wanted, reason), {},
            QStringLiteral("write `accelerator: auto` to let the VM run without it, slowly"));
    }
    QStringList usable;
    for (const char *candidate : {"kvm", "hvf", "tcg"}) {
        const QString accelerator = QLatin1String(candidate);
        if (whyNot(accelerator, host).isEmpty())
            usable.append(accelerator);
    }
    if (usable.isEmpty())
        return fail(ErrorCode::Failed,
                    QStringLiteral("accelerator: %1 can use neither KVM nor HVF nor TCG here")
                        .arg(host.qemu.program));
    return usable;
}

Result<std::optional<FirmwareFiles>> chooseFirmware(const VmSpec &vm, const HostFacts &host)
{
    const FirmwareSpec &spec = vm.firmware;
    if (spec.kind == FirmwareSpec::Kind::Files)
        return FirmwareFiles{spec.code, spec.vars, formatOf(spec.code), formatOf(spec.vars)};
    if (vm.boot == BootMode::Kernel)
        return std::nullopt;
    if (spec.kind == FirmwareSpec::Kind::None) {
        if (!isArm(host))
            return std::nullopt;
        return fail(
            ErrorCode::Failed,
            QStringLiteral("firmware: none: an arm64 machine has no other firmware than UEFI"), {},
            QStringLiteral("write `firmware: auto`, or `boot: kernel`"));
    }
    if (host.firmware)
        return host.firmware;
    return fail(ErrorCode::Failed, QStringLiteral("firmware: no UEFI firmware was found"), {},
                firmwarePackage(host) +
                    QStringLiteral(", or name the files: `firmware: {code: FILE, vars: FILE}`"));
}

bool isArm(const HostFacts &host)
{
    return host.arch == u"aarch64";
}

QString machineType(const VmSpec &vm, const HostFacts &host)
{
    if (!vm.machine.isEmpty())
        return vm.machine;
    return isArm(host) ? QStringLiteral("virt") : QStringLiteral("q35");
}

QString versionedMachine(const QString &type, const QemuFacts &qemu)
{
    const auto alias = qemu.machines.find(type);
    return alias == qemu.machines.end() ? type : alias->second;
}

QString cpuModel(const VmSpec &vm, const QString &accelerator)
{
    const bool emulated = accelerator == u"tcg";
    if (vm.cpuModel.isEmpty())
        return emulated ? QStringLiteral("max") : QStringLiteral("host");
    return emulated && vm.cpuModel == u"host" ? QStringLiteral("max") : vm.cpuModel;
}

QString serialName(const HostFacts &host)
{
    return isArm(host) ? QStringLiteral("ttyAMA0") : QStringLiteral("ttyS0");
}

QStringList kernelCmdline(const VmSpec &vm, const HostFacts &host)
{
    if (vm.boot != BootMode::Kernel)
        return {};
    QStringList words;
    if (vm.rimd) {
        const UserNetworkSpec net = vm.userNetwork.full();
        const bool tcp = vm.kubeletShares == KubeletShares::Tcp;
        words
            << QStringLiteral("ip=%1::%2:255.255.255.0:rimd:eth0:off").arg(net.address, net.gateway)
            << QStringLiteral("console=/dev/ttyAMA0") << QStringLiteral("ENABLE_SSH=true")
            << QStringLiteral("9P_TRANSPORT=") +
                   (tcp ? QStringLiteral("tcp") : QStringLiteral("virtio"));
    } else {
        // Kernel and init write to this console, unless the user's own console= later in the line
        // wins.
        words << QStringLiteral("console=") + serialName(host);
    }
    return words + vm.kernel.cmdline.split(u' ', Qt::SkipEmptyParts);
}

} // namespace hydra
