// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/shell_script.h"

#include <QFileInfo>

namespace hydra {
namespace {

QString variable(const char *name)
{
    return u'\x01' + QLatin1String(name) + u'\x01';
}

// A host that can do what any may, so that only the VM itself is judged. Neither Linux nor macOS: what only one of
// them has is the script's to add.
HostFacts anyHost(const VmSpec &vm, const QString &arch)
{
    HostFacts host;
    host.arch = arch;
    host.cpus = vm.cpu;
    host.memory = vm.memory;
    host.qemu.program = QStringLiteral("qemu-system-") + arch;
    host.qemu.major = 10;
    host.qemu.accelerators = QStringList{QStringLiteral("tcg")};
    host.firmware = FirmwareFiles{variable("firmware_code"), variable("firmware_vars")};
    return host;
}

VmFiles filesOf(const VmSpec &vm)
{
    VmFiles files;
    files.stateDir = files.runtimeDir = QStringLiteral(".");
    const bool direct = vm.boot == BootMode::Kernel;
    if (!direct || !vm.kernel.dataDisk.isEmpty()) {
        files.systemDisk = QStringLiteral("disk.qcow2");
        files.seed = QStringLiteral("seed.iso");
    }
    if (!direct && vm.firmware.kind != FirmwareSpec::Kind::None)
        files.uefiVars = QStringLiteral("uefi-vars.fd");
    for (const DiskSpec &disk : vm.disks)
        files.dataDisks.push_back(QStringLiteral("disk-%1.qcow2").arg(disk.name));
    if (direct) {
        files.kernel = vm.kernel.kernel;
        files.initrd = vm.kernel.initrd;
    }
    return files;
}

PlanInput inputOf(const QString &lab, const VmSpec &vm, const ShellGuest &guest, const QString &arch)
{
    PlanInput input;
    input.lab = lab;
    input.vm = vm;
    input.vm.accelerator = Accelerator::Auto;
    input.vm.qemuArgs.clear();
    for (ShareSpec &share : input.vm.shares)
        share.type = ShareType::NineP; // the other kind needs a daemon
    input.host = anyHost(vm, arch);
    input.files = filesOf(vm);
    input.ports = guest.ports;
    input.mac = vm.mac.isEmpty() ? stableMac({lab, vm.name}) : vm.mac;
    return input;
}

// No keeper reads the consoles: the serial one is a pseudo terminal whose bytes QEMU also records.
QString chardev(const QString &value)
{
    if (value.startsWith(u"socket,id=qmp,"))
        return QStringLiteral("pipe,id=qmp,path=monitor");
    if (value.startsWith(u"socket,id=ser0,"))
        return QStringLiteral("pty,id=ser0,logfile=serial.log,logappend=on");
    if (value.startsWith(u"socket,id=hvc0,"))
        return QStringLiteral("null,id=hvc0,logfile=hvc0.log,logappend=on");
    return value;
}

QString replaced(const QString &option, const QString &value)
{
    if (option == u"-accel")
        return variable("accelerator");
    if (option == u"-cpu")
        return variable("cpu");
    if (option == u"-mon" && value == u"chardev=qmp,mode=control")
        return QStringLiteral("chardev=qmp,mode=readline");
    return option == u"-chardev" ? chardev(value) : value;
}

} // namespace

Result<QStringList> scriptArguments(const QString &lab, const VmSpec &vm, const ShellGuest &guest, const QString &arch)
{
    const auto plan = planQemu(inputOf(lab, vm, guest, arch));
    if (!plan)
        return fail(plan.error());
    QStringList args;
    QString option;
    for (const QString &word : plan->attempts.front().command.args) {
        if (word != u"-S") // nobody would say `cont`
            args << replaced(option, word);
        option = word;
    }
    return args + vm.qemuArgs;
}

} // namespace hydra
