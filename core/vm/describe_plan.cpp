// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/describe_plan.h"

#include "core/host/facts.h"
#include "core/vm/qemu/choices.h"
#include "core/vm/qemu/devices.h"
#include "core/vm/unsupported_keys.h"

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

QJsonValue vsock(const LabSpec &lab, const VmSpec &vm)
{
    if (vm.vsock.kind == VsockSpec::Kind::Off)
        return QJsonValue::Null;
    return static_cast<qint64>(vsockCid({lab.name, vm.name}, vm.vsock));
}

QJsonValue sharedMemory(const VmSpec &vm, const HostFacts &host, const VmFiles &files)
{
    const SharedMemorySpec &memory = vm.sharedMemory;
    if (memory.type == SharedMemoryType::None)
        return QJsonValue::Null;
    const bool nvdimm = memory.type == SharedMemoryType::Nvdimm;
    return QJsonObject{
        {QStringLiteral("type"), nvdimm ? QStringLiteral("nvdimm") : QStringLiteral("ivshmem")},
        {QStringLiteral("size_gib"), memory.size.inGib()},
        {QStringLiteral("path"), sharedMemoryPath(vm, host, files)}};
}

QJsonValue krunkit(const VmSpec &vm, const DescribedVm &known)
{
    if (vm.backend != BackendKind::Krunkit)
        return QJsonValue::Null;
    QJsonObject json{{QStringLiteral("subnet"), vm.userNetwork.prefix + QStringLiteral(".0/24")},
                     {QStringLiteral("rest_port"), vm.krunkit.restPort}};
    if (known.krunkit && *known.krunkit)
        json[QStringLiteral("reboots")] = (*known.krunkit)->reboots;
    return json;
}

QJsonObject start(const DescribedStart &start)
{
    return {{QStringLiteral("how"), start.how},
            {QStringLiteral("why"), start.why},
            {QStringLiteral("snapshot"), start.snapshot}};
}

QJsonArray after(const std::vector<PlannedDependency> &dependencies)
{
    QJsonArray result;
    for (const PlannedDependency &dependency : dependencies)
        result.append(QJsonObject{{QStringLiteral("vm"), dependency.vm},
                                  {QStringLiteral("phase"), dependency.phase}});
    return result;
}

QJsonObject process(const char *role, const Command &command)
{
    return {{QStringLiteral("role"), QLatin1String(role)},
            {QStringLiteral("program"), command.program},
            {QStringLiteral("args"), QJsonArray::fromStringList(command.args)}};
}

QJsonArray krunkitProcesses(const KrunkitPlan &plan)
{
    QJsonArray calls;
    for (const HttpCall &call : plan.calls)
        calls.append(QJsonObject{{QStringLiteral("method"), call.method},
                                 {QStringLiteral("path"), call.path},
                                 {QStringLiteral("body"), call.body}});
    QJsonObject gvproxy = process("gvproxy", plan.gvproxy);
    gvproxy[QStringLiteral("config")] = QString::fromUtf8(plan.gvproxyConfig);
    gvproxy[QStringLiteral("calls")] = calls;
    return {gvproxy, process("krunkit", plan.krunkit)};
}

QJsonArray processes(const DescribedVm &known)
{
    if (known.krunkit)
        return *known.krunkit ? krunkitProcesses(**known.krunkit) : QJsonArray();
    if (!known.plan || known.plan->attempts.empty())
        return {};
    QJsonArray all;
    for (const PlannedHelper &helper : known.plan->helpers)
        all.append(process(helper.role.toLatin1().constData(), helper.command));
    all.append(process("qemu", known.plan->attempts.front().command));
    return all;
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
            {QStringLiteral("shares"), describeShares(vm, host)},
            {QStringLiteral("kernel_cmdline"), QJsonArray::fromStringList(kernelCmdline(vm, host))},
            {QStringLiteral("gpu"), gpu(vm)},
            {QStringLiteral("vsock"), vsock(lab, vm)},
            {QStringLiteral("shared_memory"), sharedMemory(vm, host, known.files)},
            {QStringLiteral("krunkit"), krunkit(vm, known)},
            {QStringLiteral("guest"), describeGuest(lab, vm, host, known)},
            {QStringLiteral("after"), after(known.after)},
            {QStringLiteral("start"), start(known.start)},
            {QStringLiteral("processes"), processes(known)}};
}

QStringList warningsOf(const LabSpec &lab, const VmSpec &vm, const HostFacts &host,
                       const DescribedVm &known)
{
    QStringList warnings;
    for (const Error &error : unsupportedKeys(lab, vm))
        warnings << formatError(error);
    for (const QString &note : specNotes(lab.network, vm, debianArch(host.arch)))
        warnings << VmRef{lab.name, vm.name}.toString() + QStringLiteral(": ") + note;
    if (known.krunkit && !*known.krunkit)
        warnings << formatError(known.krunkit->error());
    else if (!known.krunkit && !known.plan)
        warnings << formatError(known.plan.error());
    for (const Error &error : known.lacks)
        warnings << formatError(error);
    if (known.krunkit && *known.krunkit) {
        for (const QString &note : (*known.krunkit)->notes)
            warnings << VmRef{lab.name, vm.name}.toString() + QStringLiteral(": ") + note;
    }
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
        warnings += warningsOf(lab, *vm, host, known);
    }
    warnings.removeDuplicates();
    return {{QStringLiteral("lab"), lab.name},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)},
            {QStringLiteral("vms"), described}};
}

} // namespace hydra
