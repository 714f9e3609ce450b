// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "vm/qemu/command.h"

#include "vm/qemu/choices.h"
#include "vm/qemu/devices.h"
#include "vm/shares.h"

namespace hydra {
namespace {

QString socketChardev(const QString &id, const QString &path)
{
    return QStringLiteral("socket,id=%1,path=%2,server=on,wait=off").arg(id, quoteOption(path));
}

QStringList identity(const PlanInput &input)
{
    QString name = QStringLiteral("guest=%1/%2").arg(input.lab, input.vm.name);
    if (input.host.os == u"linux") // elsewhere QEMU refuses to set its process name
        name += QStringLiteral(",process=hydra-%1").arg(input.vm.name);
    QStringList args{QStringLiteral("-name"), name, QStringLiteral("-nodefaults"),
                     QStringLiteral("-no-user-config"), QStringLiteral("-display"),
                     input.vm.gpu ? QStringLiteral("egl-headless") : QStringLiteral("none"), QStringLiteral("-S")};
    if (input.host.os == u"linux") {
        args << QStringLiteral("-sandbox")
             << QStringLiteral("on,obsolete=deny,elevateprivileges=deny,resourcecontrol=deny");
    }
    return args;
}

QString machine(const PlanInput &input, const QString &accelerator)
{
    const QString wanted = machineType(input.vm, input.host);
    QString type = versionedMachine(wanted, input.host.qemu); // as a memory that was kept names it
    // GICv2, virt's default, ends at 8 CPUs.
    const bool gic3 = accelerator != u"hvf" || has(input.host.qemu, QemuFeature::HvfGicV3);
    if (wanted == u"virt" && gic3)
        type += QStringLiteral(",gic-version=max");
    if (input.vm.sharedMemory.type == SharedMemoryType::Nvdimm)
        type += QStringLiteral(",nvdimm=on");
    return type + QStringLiteral(",memory-backend=ram0");
}

// The guest sees the same memory whatever it is kept in. Shared: what it writes is in the file when it is
// frozen. Private: the file stays as it is, and what no fork changed is in this machine's memory once.
QStringList memory(const PlanInput &input, const ChosenShares &shares)
{
    const QString size = QString::number(input.vm.memory.inMib());
    const bool othersMapIt = input.vm.gpu || usesVirtiofs(shares);
    if (!input.memoryFile && othersMapIt)
        return {QStringLiteral("-object"), QStringLiteral("memory-backend-memfd,id=ram0,size=%1M,share=on").arg(size)};
    if (!input.memoryFile)
        return {QStringLiteral("-object"), QStringLiteral("memory-backend-ram,id=ram0,size=%1M").arg(size)};
    return {QStringLiteral("-object"),
            QStringLiteral("memory-backend-file,id=ram0,size=%1M,mem-path=%2,share=%3")
                .arg(size, quoteOption(input.memoryFile->path),
                     input.memoryFile->shared ? QStringLiteral("on") : QStringLiteral("off"))};
}

QStringList board(const PlanInput &input, const QString &accelerator)
{
    const QString accel = accelerator == u"tcg" ? QStringLiteral("tcg,thread=multi") : accelerator;
    return {QStringLiteral("-machine"), machine(input, accelerator),
            QStringLiteral("-accel"),   accel,
            QStringLiteral("-cpu"),     cpuModel(input.vm, accelerator),
            QStringLiteral("-smp"),     QString::number(input.vm.cpu),
            QStringLiteral("-m"),       memorySize(input.vm)};
}

QStringList pflash(int unit, bool readOnly, const QString &format, const QString &file)
{
    return {QStringLiteral("-drive"),
            QStringLiteral("if=pflash,unit=%1,format=%2,readonly=%3,file=%4")
                .arg(QString::number(unit), format,
                     readOnly ? QStringLiteral("on") : QStringLiteral("off"), quoteOption(file))};
}

QStringList boot(const PlanInput &input, const std::optional<FirmwareFiles> &firmware)
{
    QStringList args;
    if (firmware) {
        args += pflash(0, true, firmware->format, firmware->code);
        if (!firmware->varsTemplate.isEmpty())
            args += pflash(1, false, firmware->varsFormat, input.files.uefiVars);
    }
    if (input.vm.boot != BootMode::Kernel)
        return args;
    args << QStringLiteral("-kernel") << input.files.kernel;
    if (!input.files.initrd.isEmpty())
        args << QStringLiteral("-initrd") << input.files.initrd;
    return args << QStringLiteral("-append")
                << kernelCmdline(input.vm, input.host).join(QLatin1Char(' '));
}

QStringList control(const QemuSockets &sockets)
{
    return {QStringLiteral("-chardev"), socketChardev(QStringLiteral("qmp"), sockets.qmp),
            QStringLiteral("-mon"), QStringLiteral("chardev=qmp,mode=control")};
}

QStringList consoles(const QemuSockets &sockets)
{
    // No logfile for the serial line: QEMU 7.2 writes some of its bytes twice while a client reads.
    return {QStringLiteral("-chardev"), socketChardev(QStringLiteral("ser0"), sockets.serial),
            QStringLiteral("-serial"), QStringLiteral("chardev:ser0"),
            QStringLiteral("-device"), QStringLiteral("virtio-serial-pci,id=vser0"),
            QStringLiteral("-chardev"),
            socketChardev(QStringLiteral("hvc0"), sockets.hvc)
                + QStringLiteral(",logfile=%1,logappend=on").arg(quoteOption(sockets.hvcTranscript)),
            QStringLiteral("-device"), QStringLiteral("virtconsole,bus=vser0.0,chardev=hvc0"),
            QStringLiteral("-chardev"), socketChardev(QStringLiteral("qga0"), sockets.agent),
            QStringLiteral("-device"),
            QStringLiteral("virtserialport,bus=vser0.0,chardev=qga0,name=org.qemu.guest_agent.0")};
}

QStringList disk(const QString &node, const QString &file, const QString &properties)
{
    return {QStringLiteral("-blockdev"),
            QStringLiteral("driver=qcow2,node-name=%1,discard=unmap,detect-zeroes=unmap,"
                           "file.driver=file,file.filename=%2")
                .arg(node, quoteOption(file)),
            QStringLiteral("-device"),
            QStringLiteral("virtio-blk-pci,id=%1-dev,drive=%1").arg(node) + properties};
}

QStringList disks(const PlanInput &input)
{
    QStringList args;
    const VmFiles &files = input.files;
    // A kernel given directly holds the first place in the boot order itself.
    const bool direct = input.vm.boot == BootMode::Kernel;
    if (!files.systemDisk.isEmpty())
        args += disk(QStringLiteral("disk0"), files.systemDisk, direct ? QString()
                                                                 : QStringLiteral(",bootindex=0"));
    for (std::size_t i = 0; i < files.dataDisks.size(); ++i) {
        const QString serial = i < input.vm.disks.size() ? input.vm.disks[i].name : QString();
        args += disk(QStringLiteral("data%1").arg(i), files.dataDisks[i],
                     QStringLiteral(",serial=") + quoteOption(serial));
    }
    if (!files.seed.isEmpty()) {
        args << QStringLiteral("-blockdev")
             << QStringLiteral("driver=raw,node-name=seed,read-only=on,file.driver=file,file.filename=")
                    + quoteOption(files.seed)
             << QStringLiteral("-device") << QStringLiteral("virtio-blk-pci,id=seed-dev,drive=seed");
    }
    return args;
}

QString forward(const PlannedPort &port, const QString &guestAddress)
{
    return QStringLiteral(",hostfwd=%1:%2:%3-%4:%5")
        .arg(port.protocol, port.hostAddress, QString::number(port.hostPort), guestAddress,
             QString::number(port.guestPort));
}

QStringList network(const PlanInput &input)
{
    const UserNetworkSpec net = fullUserNetwork(input.vm.userNetwork);
    QString netdev = QStringLiteral("user,id=net0,net=%1.0/24,host=%2,dns=%3,dhcpstart=%4")
                         .arg(net.prefix, net.gateway, net.dns, net.address);
    if (!input.instant) // else the keeper adds them, once the guest is one of its own
        for (const PlannedPort &port : input.ports)
            netdev += forward(port, net.address);
    // No boot ROM: the disk boots, and the ROM is a package of its own.
    return {QStringLiteral("-netdev"), netdev, QStringLiteral("-device"),
            QStringLiteral("virtio-net-pci,id=nic0,netdev=net0,romfile=,mac=") + input.mac};
}

// No balloon: what it gave back would be cut out of the file that other guests go on from.
QStringList helpers(const HostFacts &host)
{
    QStringList args{QStringLiteral("-object"), QStringLiteral("rng-random,id=rng0,filename=/dev/urandom"),
                     QStringLiteral("-device"),
                     QStringLiteral("virtio-rng-pci,rng=rng0,max-bytes=1048576,period=1000")};
    if (!isArm(host)) {
        // A new generation id with each start: a guest that goes on from a copy of its memory reseeds
        // its random numbers (docs/specs/vmgenid of QEMU). On arm64 only QEMU 10.2 has it.
        args << QStringLiteral("-device") << QStringLiteral("pvpanic-pci") << QStringLiteral("-device")
             << QStringLiteral("vmgenid,guid=auto");
    }
    return args;
}

} // namespace

QString quoteOption(const QString &value)
{
    QString quoted = value;
    return quoted.replace(u',', QStringLiteral(",,"));
}

QemuSockets qemuSockets(const VmFiles &files)
{
    const QString run = files.runtimeDir + u'/';
    const QString state = files.stateDir + u'/';
    return {run + u'q', run + u's', run + u'v', run + u'g', run + u't', run + u'h',
            state + QStringLiteral("serial.log"), state + QStringLiteral("hvc0.log")};
}

QStringList qemuArguments(const PlanInput &input, const QString &accelerator,
                          const std::optional<FirmwareFiles> &firmware)
{
    const QemuSockets sockets = qemuSockets(input.files);
    const ChosenShares shares = chooseShares(input.vm, input.host);
    QStringList args = identity(input) + board(input, accelerator) + memory(input, shares) + boot(input, firmware)
                       + control(sockets) + consoles(sockets) + disks(input) + network(input) + helpers(input.host)
                       + shareArguments(shares, input.files, input.host)
                       + sharedMemoryArguments(input.vm, input.host, input.files)
                       + vsockArguments({input.lab, input.vm.name}, input.vm) + gpuArguments(input.vm) + input.vm.qemuArgs;
    if (input.instant)
        args << QStringLiteral("-incoming") << QStringLiteral("defer");
    return args;
}

} // namespace hydra
