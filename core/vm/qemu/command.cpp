// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/command.h"

#include "core/vm/qemu/choices.h"
#include "core/vm/qemu/devices.h"
#include "core/vm/qemu/option.h"
#include "core/vm/shares.h"

namespace hydra {
namespace {

QString socketChardev(const QString &id, const QString &path)
{
    return QStringLiteral("socket,id=%1,path=%2,server=on,wait=off").arg(id, quoteOption(path));
}

QStringList identity(const PlanInput &input)
{
    QString name = QStringLiteral("guest=%1/%2").arg(input.lab, input.vm.name);
    if (input.host.os == u"linux") // QEMU can set its process name on Linux only
        name += QStringLiteral(",process=hydra-%1").arg(input.vm.name);
    QStringList args{QStringLiteral("-name"),
                     name,
                     QStringLiteral("-nodefaults"),
                     QStringLiteral("-no-user-config"),
                     QStringLiteral("-display"),
                     input.vm.gpu ? QStringLiteral("egl-headless") : QStringLiteral("none"),
                     QStringLiteral("-S")};
    if (input.host.os == u"linux") {
        args << QStringLiteral("-sandbox")
             << QStringLiteral("on,obsolete=deny,elevateprivileges=deny,resourcecontrol=deny");
    }
    return args;
}

QString machine(const PlanInput &input, const QString &accelerator)
{
    const QString wanted = machineType(input.vm, input.host);
    // The versioned type, because saved memory fits only that one.
    QString type = versionedMachine(wanted, input.host.qemu);
    // virt's default interrupt controller, GICv2, allows no more than 8 CPUs.
    const bool gic3 = accelerator != u"hvf" || has(input.host.qemu, QemuFeature::HvfGicV3);
    if (wanted == u"virt" && gic3)
        type += QStringLiteral(",gic-version=max");
    if (input.vm.sharedMemory.type == SharedMemoryType::Nvdimm)
        type += QStringLiteral(",nvdimm=on");
    return type + QStringLiteral(",memory-backend=ram0");
}

// All of these backends look the same to the guest. A shared file holds what the guest wrote when
// it is frozen; a private one stays unchanged, and the pages that no fork has written exist once in
// the host's page cache.
QStringList memory(const PlanInput &input, const ChosenShares &shares)
{
    const QString size = QString::number(input.vm.memory.inMib());
    const bool othersMapIt = input.vm.gpu || usesVirtiofs(shares);
    if (!input.memoryFile && othersMapIt)
        return {QStringLiteral("-object"),
                QStringLiteral("memory-backend-memfd,id=ram0,size=%1M,share=on").arg(size)};
    if (!input.memoryFile)
        return {QStringLiteral("-object"),
                QStringLiteral("memory-backend-ram,id=ram0,size=%1M").arg(size)};
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

QStringList control(const VmPlaces &places)
{
    return {QStringLiteral("-chardev"), socketChardev(QStringLiteral("qmp"), places.qmpSocket()),
            QStringLiteral("-mon"), QStringLiteral("chardev=qmp,mode=control")};
}

QStringList consoles(const VmPlaces &places)
{
    // The keeper records the serial line itself: QEMU 7.2's logfile gets some bytes twice while a
    // client reads.
    return {QStringLiteral("-chardev"),
            socketChardev(QStringLiteral("ser0"), places.serialSocket()),
            QStringLiteral("-serial"),
            QStringLiteral("chardev:ser0"),
            QStringLiteral("-device"),
            QStringLiteral("virtio-serial-pci,id=vser0"),
            QStringLiteral("-chardev"),
            socketChardev(QStringLiteral("hvc0"), places.hvcSocket()) +
                QStringLiteral(",logfile=%1,logappend=on").arg(quoteOption(places.hvcLog())),
            QStringLiteral("-device"),
            QStringLiteral("virtconsole,bus=vser0.0,chardev=hvc0"),
            QStringLiteral("-chardev"),
            socketChardev(QStringLiteral("qga0"), places.agentSocket()),
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
    // A directly booted kernel takes the first place in the boot order.
    const bool direct = input.vm.boot == BootMode::Kernel;
    if (!files.systemDisk.isEmpty())
        args += disk(QStringLiteral("disk0"), files.systemDisk,
                     direct ? QString() : QStringLiteral(",bootindex=0"));
    for (std::size_t i = 0; i < files.dataDisks.size(); ++i) {
        const QString serial = i < input.vm.disks.size() ? input.vm.disks[i].name : QString();
        args += disk(QStringLiteral("data%1").arg(i), files.dataDisks[i],
                     QStringLiteral(",serial=") + quoteOption(serial));
    }
    if (!files.seed.isEmpty()) {
        args << QStringLiteral("-blockdev")
             << QStringLiteral(
                    "driver=raw,node-name=seed,read-only=on,file.driver=file,file.filename=") +
                    quoteOption(files.seed)
             << QStringLiteral("-device")
             << QStringLiteral("virtio-blk-pci,id=seed-dev,drive=seed");
    }
    return args;
}

QString forward(const PlannedPort &port, const QString &guestAddress)
{
    return QStringLiteral(",hostfwd=%1:%2:%3-%4:%5")
        .arg(port.protocol, port.hostAddress, QString::number(port.hostPort), guestAddress,
             QString::number(port.guestPort));
}

// The card's descriptor is the first that the keeper passes on. Other MTUs than Ethernet's are told
// to the guest, whose driver would not go beyond 1500 bytes.
QStringList labNetwork(const PlanInput &input)
{
    const int mtu = input.labPort->segment[u"mtu"].toInt();
    const QString told = mtu == 1500 ? QString() : QStringLiteral("host_mtu=%1,").arg(mtu);
    return {QStringLiteral("-netdev"), QStringLiteral("dgram,id=net0,local.type=fd,local.str=3"),
            QStringLiteral("-device"),
            QStringLiteral("virtio-net-pci,id=nic0,netdev=net0,romfile=,%1mac=").arg(told) +
                input.mac};
}

QStringList userNetwork(const PlanInput &input)
{
    const UserNetworkSpec net = input.vm.userNetwork.full();
    QString netdev = QStringLiteral("user,id=net0,net=%1.0/24,host=%2,dns=%3,dhcpstart=%4")
                         .arg(net.prefix, net.gateway, net.dns, net.address);
    // For an instant start the keeper adds them, once the copy has its own identity.
    if (!input.instant)
        for (const PlannedPort &port : input.ports)
            netdev += forward(port, net.address);
    // No boot ROM: the VM boots from disk, and Debian packages the ROM separately.
    return {QStringLiteral("-netdev"), netdev, QStringLiteral("-device"),
            QStringLiteral("virtio-net-pci,id=nic0,netdev=net0,romfile=,mac=") + input.mac};
}

// No balloon: pages that it gives back would be punched out of the memory file that forks share.
QStringList helpers(const HostFacts &host)
{
    QStringList args{QStringLiteral("-object"),
                     QStringLiteral("rng-random,id=rng0,filename=/dev/urandom"),
                     QStringLiteral("-device"),
                     QStringLiteral("virtio-rng-pci,rng=rng0,max-bytes=1048576,period=1000")};
    if (!isArm(host)) {
        // vmgenid changes with each start, so that a guest resumed from a copy of its memory
        // reseeds its random numbers (QEMU's docs/specs/vmgenid). arm64 has it only from QEMU 10.2
        // on.
        args << QStringLiteral("-device") << QStringLiteral("pvpanic-pci")
             << QStringLiteral("-device") << QStringLiteral("vmgenid,guid=auto");
    }
    return args;
}

} // namespace

QStringList qemuArguments(const PlanInput &input, const QString &accelerator,
                          const std::optional<FirmwareFiles> &firmware)
{
    const VmPlaces places = input.files.places();
    const ChosenShares shares = chooseShares(input.vm, input.host);
    QStringList args = identity(input) + board(input, accelerator) + memory(input, shares) +
                       boot(input, firmware) + control(places) + consoles(places) + disks(input) +
                       (input.labPort ? labNetwork(input) : userNetwork(input)) +
                       helpers(input.host) + shareArguments(shares, input.files, input.host) +
                       sharedMemoryArguments(input.vm, input.host, input.files) +
                       vsockArguments({input.lab, input.vm.name}, input.vm) +
                       gpuArguments(input.vm) + input.vm.qemuArgs;
    if (input.instant)
        args << QStringLiteral("-incoming") << QStringLiteral("defer");
    return args;
}

} // namespace hydra
