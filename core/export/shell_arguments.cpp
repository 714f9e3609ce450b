// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/gather_shell_guests.h"
#include "core/export/shell_script.h"
#include "core/vm/qemu/plan.h"

#include <QFileInfo>

namespace hydra {
namespace {

QString variable(const char *name)
{
    return u'\x01' + QLatin1String(name) + u'\x01';
}

// A host with every capability, so that planQemu judges the VM only. Its OS is neither Linux nor
// macOS, so that the script can add what only one of them needs.
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

// Relative to the VM's directory, where the script runs QEMU.
VmFiles filesOf(const VmSpec &vm)
{
    VmFiles files = vmFiles({QStringLiteral("."), QStringLiteral(".")}, vm);
    const auto shorten = [](QString &path) {
        if (path.startsWith(u"./"))
            path.remove(0, 2);
    };
    for (QString *path : {&files.systemDisk, &files.seed, &files.uefiVars})
        shorten(*path);
    for (QString &disk : files.dataDisks)
        shorten(disk);
    return files;
}

PlanInput inputOf(const QString &lab, const VmSpec &spec, const ShellGuest &guest,
                  const QString &arch)
{
    LabVm vm = vmElsewhere(lab, spec, guest);
    vm.files = filesOf(spec);
    vm.spec.accelerator = Accelerator::Auto;
    vm.spec.qemuArgs.clear();
    for (ShareSpec &share : vm.spec.shares)
        share.type = ShareType::NineP; // virtiofs would need a daemon
    return planInput(vm, NetworkSpec(), anyHost(spec, arch));
}

// There is no keeper to read the consoles: the serial one becomes a pseudo terminal with a log.
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

Result<QStringList> scriptArguments(const QString &lab, const VmSpec &vm, const ShellGuest &guest,
                                    const QString &arch)
{
    const auto plan = planQemu(inputOf(lab, vm, guest, arch));
    if (!plan)
        return fail(plan.error());
    QStringList args;
    QString option;
    for (const QString &word : plan->attempts.front().command.args) {
        if (word != u"-S") // no keeper would send `cont`
            args << replaced(option, word);
        option = word;
    }
    return args + vm.qemuArgs;
}

} // namespace hydra
