// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/hardware.h"

#include "core/vm/qemu/choices.h"
#include "core/vm/qemu/command.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

// Devices in order, since the order determines their addresses on the bus.
QString devices(const PlanInput &input, const QString &accelerator)
{
    PlanInput plain = input;
    plain.vm.qemuArgs.clear();
    const QStringList args = qemuArguments(plain, accelerator, std::nullopt);
    static const QRegularExpression mac(QStringLiteral(",mac=[^,]*"));
    QStringList devices;
    for (qsizetype i = 0; i + 1 < args.size(); ++i) {
        if (args[i] == u"-device")
            devices << QString(args[i + 1]).remove(mac);
    }
    return devices.join(u' ');
}

QString inMib(MemorySize size)
{
    return QStringLiteral("%1 MiB").arg(double(size.inBytes()) / (1 << 20), 0, 'g', 15);
}

// A packet dump is between card and network, where the guest cannot see it.
QString visible(const QStringList &qemuArgs)
{
    QStringList seen;
    for (qsizetype i = 0; i < qemuArgs.size(); ++i) {
        if (qemuArgs[i] == u"-object" && qemuArgs.value(i + 1).startsWith(u"filter-dump,"))
            ++i;
        else
            seen << qemuArgs[i];
    }
    return seen.join(u' ');
}

QString shown(const Trait &trait)
{
    const bool isLong = trait.value.size() > 60;
    return isLong ? QString::fromLatin1(
                        QCryptographicHash::hash(trait.value.toUtf8(), QCryptographicHash::Sha256)
                            .toHex()
                            .left(8))
           : trait.value.isEmpty() ? QStringLiteral("none")
                                   : trait.value;
}

const Trait *find(const Traits &traits, const QString &name)
{
    const auto trait =
        std::find_if(traits.begin(), traits.end(), [&](const Trait &t) { return t.name == name; });
    return trait == traits.end() ? nullptr : &*trait;
}

} // namespace

Traits hardwareTraits(const PlanInput &input, const QString &accelerator, const SeenHardware &seen)
{
    const VmSpec &vm = input.vm;
    const bool emulated = accelerator == u"tcg";
    return {
        {QStringLiteral("accelerator"), accelerator},
        {QStringLiteral("QEMU"), input.host.qemu.build},
        {QStringLiteral("machine"), versionedMachine(machineType(vm, input.host), input.host.qemu)},
        {QStringLiteral("cpu_model"), cpuModel(vm, accelerator)},
        {QStringLiteral("host CPU"), emulated ? QString() : seen.hostCpu},
        {QStringLiteral("cpu"), QString::number(vm.cpu)},
        {QStringLiteral("memory"), inMib(vm.memory)},
        {QStringLiteral("disk_size"), inMib(seen.diskSize)},
        {QStringLiteral("firmware"), seen.firmware},
        {QStringLiteral("devices"), devices(input, accelerator)},
        {QStringLiteral("qemu_args"), visible(vm.qemuArgs)}};
}

QString firstDifference(const Traits &frozen, const Traits &now)
{
    for (const Trait &trait : now) {
        const Trait *before = find(frozen, trait.name);
        if (!before || before->value != trait.value)
            return QStringLiteral("%1: %2, when it was frozen %3")
                .arg(trait.name, shown(trait), before ? shown(*before) : QStringLiteral("unknown"));
    }
    return {};
}

} // namespace hydra
