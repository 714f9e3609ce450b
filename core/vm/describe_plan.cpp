// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "vm/describe_plan.h"

#include "vm/qemu/choices.h"

#include <QJsonArray>

namespace hydra {
namespace {

QString orElse(const QString &text, const QString &other)
{
    return text.isEmpty() ? other : text;
}

QJsonValue image(const VmSpec &vm, const DescribedVm &known)
{
    if (vm.boot == BootMode::Kernel && known.files.systemDisk.isEmpty())
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("name"), vm.image},
                       {QStringLiteral("url"), orElse(known.imageUrl, vm.imageSourceUrl)},
                       {QStringLiteral("sha512"), orElse(known.imageSha512, vm.imageSha512)}};
}

QJsonArray disks(const VmFiles &files)
{
    QJsonArray result;
    const auto add = [&](const QString &path, const char *format) {
        if (!path.isEmpty())
            result.append(QJsonObject{{QStringLiteral("path"), path},
                                      {QStringLiteral("format"), QLatin1String(format)}});
    };
    add(files.systemDisk, "qcow2");
    for (const QString &disk : files.dataDisks)
        add(disk, "qcow2");
    add(files.seed, "raw");
    return result;
}

QJsonArray ports(const std::vector<PlannedPort> &planned)
{
    QJsonArray result;
    for (const PlannedPort &port : planned) {
        QJsonObject object{{QStringLiteral("role"), port.role},
                           {QStringLiteral("protocol"), port.protocol},
                           {QStringLiteral("host_address"), port.hostAddress},
                           {QStringLiteral("host_port"), port.hostPort},
                           {QStringLiteral("guest_port"), port.guestPort}};
        if (!port.name.isEmpty())
            object.insert(QStringLiteral("name"), port.name);
        result.append(object);
    }
    return result;
}

QJsonValue gpu(const VmSpec &vm)
{
    if (!vm.gpu)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("vram_gib"), vm.gpu->vram.inGib()}};
}

QJsonValue vsock(const VmSpec &vm)
{
    switch (vm.vsock.kind) {
    case VsockSpec::Kind::Off:
        return QJsonValue::Null;
    case VsockSpec::Kind::Auto:
        return 0; // until it was chosen, as a port
    case VsockSpec::Kind::Fixed:
        break;
    }
    return static_cast<qint64>(vm.vsock.cid);
}

QJsonValue sharedMemory(const VmSpec &vm, const HostFacts &host, const VmFiles &files)
{
    const SharedMemorySpec &memory = vm.sharedMemory;
    if (memory.type == SharedMemoryType::None)
        return QJsonValue::Null;
    const QString file = QStringLiteral("/shmem-") + orElse(vm.hostname, vm.name);
    const QString dir = host.os == u"linux" ? QStringLiteral("/dev/shm") : files.stateDir;
    const bool nvdimm = memory.type == SharedMemoryType::Nvdimm;
    return QJsonObject{{QStringLiteral("type"), nvdimm ? QStringLiteral("nvdimm") : QStringLiteral("ivshmem")},
                       {QStringLiteral("size_gib"), memory.size.inGib()},
                       {QStringLiteral("path"), orElse(memory.path, dir + file)}};
}

QJsonValue krunkit(const VmSpec &vm)
{
    if (vm.backend != BackendKind::Krunkit)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("subnet"), vm.userNetwork.prefix + QStringLiteral(".0/24")},
                       {QStringLiteral("rest_port"), vm.krunkit.restPort}};
}

QJsonArray processes(const Result<LaunchPlan> &plan)
{
    if (!plan || plan->attempts.empty())
        return {};
    const Command &command = plan->attempts.front().command;
    return {QJsonObject{{QStringLiteral("role"), QStringLiteral("qemu")},
                        {QStringLiteral("program"), command.program},
                        {QStringLiteral("args"), QJsonArray::fromStringList(command.args)}}};
}

QJsonObject describeVm(const LabSpec &lab, const VmSpec &vm, const HostFacts &host,
                       const DescribedVm &known)
{
    const bool qemu = vm.backend != BackendKind::Krunkit;
    const QStringList accelerators = qemu ? chooseAccelerators(vm, host).value_or(QStringList())
                                          : QStringList{QStringLiteral("hvf")};
    const MemorySize disk = std::max(vm.diskSize, known.imageSize);
    return {{QStringLiteral("name"), vm.name},
            {QStringLiteral("backend"), qemu ? QStringLiteral("qemu") : QStringLiteral("krunkit")},
            {QStringLiteral("boot"),
             vm.boot == BootMode::Kernel ? QStringLiteral("kernel") : QStringLiteral("image")},
            {QStringLiteral("cpus"), vm.cpu},
            {QStringLiteral("memory_mib"), static_cast<qint64>(vm.memory.inMib())},
            {QStringLiteral("disk_gib"), disk.inGib()},
            {QStringLiteral("machine"), qemu ? machineType(vm, host) : QString()},
            {QStringLiteral("cpu_model"),
             cpuModel(vm, accelerators.isEmpty() ? QStringLiteral("tcg") : accelerators.first())},
            {QStringLiteral("accelerators"), QJsonArray::fromStringList(accelerators)},
            {QStringLiteral("image"), image(vm, known)},
            {QStringLiteral("disks"), disks(known.files)},
            {QStringLiteral("ports"), ports(known.ports)},
            {QStringLiteral("shares"), describeShares(vm)},
            {QStringLiteral("kernel_cmdline"), QJsonArray::fromStringList(kernelCmdline(vm, host))},
            {QStringLiteral("gpu"), gpu(vm)},
            {QStringLiteral("vsock"), vsock(vm)},
            {QStringLiteral("shared_memory"), sharedMemory(vm, host, known.files)},
            {QStringLiteral("krunkit"), krunkit(vm)},
            {QStringLiteral("guest"), describeGuest(lab, vm, host, known)},
            {QStringLiteral("processes"), processes(known.plan)}};
}

QStringList warningsOf(const LabSpec &lab, const VmSpec &vm, const DescribedVm &known)
{
    QStringList warnings;
    for (const Error &error : notYet(lab, vm))
        warnings << formatError(error);
    if (!known.plan)
        warnings << formatError(known.plan.error());
    for (const Error &error : known.lacks)
        warnings << formatError(error);
    if (known.plan) {
        for (const QString &warning : known.plan->warnings)
            warnings << VmRef{lab.name, vm.name}.toString() + QStringLiteral(": ") + warning;
    }
    return warnings;
}

} // namespace

QJsonObject describePlan(const LabSpec &lab, const HostFacts &host,
                         const std::vector<DescribedVm> &vms)
{
    QStringList warnings;
    QJsonArray described;
    for (const DescribedVm &known : vms) {
        const VmSpec *vm = lab.vm(known.name);
        if (vm == nullptr)
            continue;
        described.append(describeVm(lab, *vm, host, known));
        warnings += warningsOf(lab, *vm, known);
    }
    warnings.removeDuplicates();
    return {{QStringLiteral("lab"), lab.name},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)},
            {QStringLiteral("vms"), described}};
}

} // namespace hydra
