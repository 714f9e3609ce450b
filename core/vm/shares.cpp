// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/shares.h"

#include "core/host/facts.h"
#include "core/vm/qemu/option.h"

#include <algorithm>

namespace hydra {
namespace {

/// Why the host cannot offer virtiofs; empty when it can.
QString whyNoVirtiofs(const HostFacts &host, bool readOnly)
{
    if (host.os != u"linux")
        return QStringLiteral("QEMU has virtiofs on Linux hosts only");
    if (host.virtiofsd.program.isEmpty())
        return QStringLiteral("virtiofsd is not installed");
    if (host.virtiofsd.needsRoot && !host.root)
        return QStringLiteral("%1 must be run by root").arg(host.virtiofsd.program);
    if (readOnly && !host.virtiofsd.readOnly)
        return QStringLiteral("%1 cannot share read-only").arg(host.virtiofsd.program);
    return {};
}

// Debian's cloud kernels lack 9p.
bool kernelLacksNineP(const VmSpec &vm)
{
    const QString kernel = vm.kernelPackage.isEmpty() ? vm.kernelVersion : vm.kernelPackage;
    const bool mayBeGone = vm.kernelPackage.isEmpty() && isBackport(kernel);
    return kernel.isEmpty() || mayBeGone ? vm.image.contains(u"genericcloud")
                                         : kernel.contains(u"-cloud");
}

ShareType chooseType(const ChosenShare &share, ShareType wanted, const VmSpec &vm,
                     const HostFacts &host, std::vector<QString> &notes)
{
    if (vm.backend == BackendKind::Krunkit)
        return ShareType::Virtiofs;
    const bool auto9p = wanted == ShareType::Auto && !kernelLacksNineP(vm);
    if (wanted == ShareType::NineP || auto9p)
        return ShareType::NineP;
    const QString why = whyNoVirtiofs(host, share.readOnly);
    if (why.isEmpty())
        return ShareType::Virtiofs;
    notes.push_back(
        QStringLiteral("shares: %1 is shared by 9p, not by virtiofs: %2").arg(share.host, why) +
        (kernelLacksNineP(vm)
             ? QStringLiteral("; the kernel of %1 has no 9p: use a \"generic\" image, or write "
                              "kernel_package: linux-image-%2 and reboot_after_install: true")
                   .arg(vm.image, debianArch(host.arch))
             : QString()));
    return ShareType::NineP;
}

// QEMU's security_model. Unprivileged, QEMU cannot change owners, and `none` leaves files to this
// user. As root, only the kubelet's directories need the guest's owners (passthrough); elsewhere a
// guest must not be able to create setuid programs on this host.
QString securityModel(const ChosenShare &share, const HostFacts &host)
{
    if (host.os != u"linux")
        return QStringLiteral("mapped-xattr");
    if (!host.root)
        return QStringLiteral("none");
    return share.kubelet ? QStringLiteral("passthrough") : QStringLiteral("mapped-xattr");
}

QStringList virtiofsdArguments(const ChosenShare &share, const QString &socket,
                               const VirtiofsdFacts &virtiofsd)
{
    QStringList args{QStringLiteral("--socket-path=") + socket};
    if (virtiofsd.isC) {
        QString source = share.host; // fuse_opt(3) splits options at commas
        source.replace(u'\\', QStringLiteral("\\\\")).replace(u',', QStringLiteral("\\,"));
        return args << QStringLiteral("-o") << QStringLiteral("source=") + source;
    }
    args << QStringLiteral("--shared-dir=") + share.host;
    if (share.readOnly)
        args << QStringLiteral("--readonly");
    return args;
}

} // namespace

QString toString(ShareType type)
{
    switch (type) {
    case ShareType::NineP:
        return QStringLiteral("9p");
    case ShareType::Virtiofs:
        return QStringLiteral("virtiofs");
    case ShareType::Auto:
        break;
    }
    return QStringLiteral("auto");
}

ChosenShares chooseShares(const VmSpec &vm, const HostFacts &host)
{
    ChosenShares chosen;
    const auto add = [&](ChosenShare share, ShareType wanted) {
        share.type = chooseType(share, wanted, vm, host, chosen.notes);
        chosen.shares.push_back(std::move(share));
    };
    if (vm.kubeletShares == KubeletShares::Local) {
        for (std::size_t i = 0; i < std::size(kubeletDirs); ++i) {
            const QString dir = QLatin1String(kubeletDirs[i]);
            add({vm.kubeletPrefix + dir, dir, QStringLiteral("host%1").arg(i), {}, false, true},
                ShareType::Auto);
        }
    }
    for (std::size_t i = 0; i < vm.shares.size(); ++i) {
        const ShareSpec &share = vm.shares[i];
        add({share.host,
             share.guest,
             share.tag.isEmpty() ? QStringLiteral("host%1").arg(100 + i) : share.tag,
             {},
             share.readOnly,
             false},
            share.type);
    }
    return chosen;
}

std::vector<GuestMount> guestMounts(const VmSpec &vm, const HostFacts &host, std::uint16_t diodPort)
{
    std::vector<GuestMount> mounts;
    if (vm.kubeletShares == KubeletShares::Tcp) {
        for (const char *dir : kubeletDirs) {
            // Automounted on first access, because diod may start later.
            const QString options =
                QStringLiteral("noauto,nofail,_netdev,x-systemd.automount,x-systemd.mount-timeout="
                               "30,trans=tcp,port=%1,"
                               "version=9p2000.L,msize=262144,uname=root,aname=%2,access=user")
                    .arg(QString::number(diodPort), QLatin1String(dir));
            mounts.push_back(
                {vm.userNetwork.full().gateway, QLatin1String(dir), QStringLiteral("9p"), options});
        }
    }
    for (const ChosenShare &share : chooseShares(vm, host).shares) {
        QString options =
            share.type == ShareType::NineP
                ? QStringLiteral("trans=virtio,version=9p2000.L,msize=262144,nofail,_netdev")
                : QStringLiteral("nofail,_netdev");
        mounts.push_back({share.tag, share.guest, toString(share.type),
                          options + (share.readOnly ? QStringLiteral(",ro") : QString())});
    }
    return mounts;
}

QString virtiofsSocket(const VmFiles &files, std::size_t index)
{
    return files.runtimeDir + QStringLiteral("/f%1").arg(index);
}

QStringList shareArguments(const ChosenShares &chosen, const VmFiles &files, const HostFacts &host)
{
    QStringList args;
    for (std::size_t i = 0; i < chosen.shares.size(); ++i) {
        const ChosenShare &share = chosen.shares[i];
        const QString id = QStringLiteral("fs%1").arg(i);
        if (share.type == ShareType::Virtiofs) {
            args << QStringLiteral("-chardev")
                 << QStringLiteral("socket,id=%1,path=%2")
                        .arg(id, quoteOption(virtiofsSocket(files, i)))
                 << QStringLiteral("-device")
                 << QStringLiteral("vhost-user-fs-pci,chardev=%1,tag=%2")
                        .arg(id, quoteOption(share.tag));
            continue;
        }
        args << QStringLiteral("-fsdev")
             << QStringLiteral("local,id=%1,path=%2,security_model=%3,multidevs=remap%4")
                    .arg(id, quoteOption(share.host), securityModel(share, host),
                         share.readOnly ? QStringLiteral(",readonly=on") : QString())
             << QStringLiteral("-device")
             << QStringLiteral("virtio-9p-pci,fsdev=%1,mount_tag=%2")
                    .arg(id, quoteOption(share.tag));
    }
    return args;
}

bool usesVirtiofs(const ChosenShares &chosen)
{
    return std::any_of(chosen.shares.begin(), chosen.shares.end(),
                       [](const ChosenShare &share) { return share.type == ShareType::Virtiofs; });
}

std::vector<PlannedHelper> shareHelpers(const ChosenShares &chosen, const VmFiles &files,
                                        const HostFacts &host)
{
    std::vector<PlannedHelper> helpers;
    for (std::size_t i = 0; i < chosen.shares.size(); ++i) {
        const ChosenShare &share = chosen.shares[i];
        if (share.type != ShareType::Virtiofs)
            continue;
        PlannedHelper helper;
        helper.role = QStringLiteral("virtiofsd");
        helper.purpose = QStringLiteral("the share of %1").arg(share.host);
        helper.socket = virtiofsSocket(files, i);
        helper.command.program = host.virtiofsd.program;
        helper.command.args = virtiofsdArguments(share, helper.socket, host.virtiofsd);
        helper.command.outputFile =
            files.stateDir + QStringLiteral("/virtiofsd-%1.log").arg(share.tag);
        helpers.push_back(helper);
    }
    return helpers;
}

} // namespace hydra
