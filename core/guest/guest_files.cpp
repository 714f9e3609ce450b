// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "guest/guest_files.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace hydra {
namespace {

QByteArray resource(const QString &path)
{
    QFile file(QStringLiteral(":/hydra/guest/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isProgram(const QByteArray &content)
{
    return content.startsWith("#!");
}

std::vector<GuestFile> filesOf(const QString &tree)
{
    const QString root = QStringLiteral(":/hydra/guest/") + tree;
    std::vector<GuestFile> files;
    QDirIterator each(root, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next().mid(root.size());
        const QByteArray content = resource(tree + path);
        files.push_back({path, content, {}, isProgram(content) ? 0755 : 0644});
    }
    std::sort(files.begin(), files.end(),
              [](const GuestFile &a, const GuestFile &b) { return a.path < b.path; });
    return files;
}

GuestFile link(const QString &path, const QString &target)
{
    return {path, {}, target, 0777};
}

GuestFile enabled(const QString &target, const QString &unit, const QString &directory)
{
    return link(QStringLiteral("/etc/systemd/system/%1.wants/%2").arg(target, unit), directory + unit);
}

// Work for machines that live long or have hardware, and caches that the packages' set-up filled
// already; here it only lengthens the boot.
const char *const maskedUnits[] = {
    "apt-daily.timer",         "apt-daily-upgrade.timer",  "dpkg-db-backup.timer",
    "e2scrub_all.timer",       "e2scrub_reap.service",     "fstrim.timer",
    "systemd-pcrmachine.service", "systemd-pcrphase.service",
    "systemd-pcrphase-initrd.service", "systemd-pcrphase-sysinit.service",
    "systemd-tpm2-setup.service", "systemd-tpm2-setup-early.service",
    "systemd-boot-random-seed.service", "systemd-boot-update.service",
    "ldconfig.service", "systemd-hwdb-update.service", "systemd-journal-catalog-update.service",
    "systemd-update-done.service",
    // Modules that are loaded when somebody uses them, and mounts that pull them in.
    "modprobe@configfs.service", "modprobe@dm_mod.service", "modprobe@drm.service",
    "modprobe@efi_pstore.service", "modprobe@fuse.service", "modprobe@loop.service",
    "sys-kernel-config.mount", "sys-fs-fuse-connections.mount",
};

void addUnits(std::vector<GuestFile> &files)
{
    const QString system = QStringLiteral("/etc/systemd/system/");
    const QString packaged = QStringLiteral("/usr/lib/systemd/system/");
    for (const char *unit : maskedUnits)
        files.push_back(link(system + QLatin1String(unit), QStringLiteral("/dev/null")));
    for (const QString &unit : runtimeUnits())
        files.push_back(enabled(QStringLiteral("multi-user.target"), unit,
                                unit.startsWith(u"hydra-") ? system : packaged));
    files.push_back(enabled(QStringLiteral("multi-user.target"),
                            QStringLiteral("systemd-networkd.service"), packaged));
    files.push_back(enabled(QStringLiteral("network-online.target"),
                            QStringLiteral("systemd-networkd-wait-online.service"), packaged));
}

bool isEarly(const GuestFile &file)
{
    return file.path.startsWith(u"/etc/initramfs-tools/");
}

} // namespace

std::vector<GuestFile> runtimeFiles()
{
    return filesOf(QStringLiteral("runtime"));
}

QStringList runtimeUnits()
{
    return {QStringLiteral("hydra-firewall.service"), QStringLiteral("containerd.service"),
            QStringLiteral("hydra-cri.service")};
}

QStringList runtimePackages()
{
    // iptables: the bridge and portmap plugins call it.
    return {QStringLiteral("containerd"), QStringLiteral("runc"),
            QStringLiteral("containernetworking-plugins"), QStringLiteral("nftables"),
            QStringLiteral("iptables")};
}

std::vector<GuestFile> imageFiles()
{
    std::vector<GuestFile> files = filesOf(QStringLiteral("image"));
    std::erase_if(files, isEarly);
    files.push_back({QStringLiteral("/etc/hostname"), "debian\n", {}, 0644});
    files.push_back({QStringLiteral("/etc/machine-id"), {}, {}, 0444});
    // Containers get a copy of this file, and no container can reach a stub on the loopback.
    files.push_back(link(QStringLiteral("/etc/resolv.conf"),
                         QStringLiteral("/run/systemd/resolve/resolv.conf")));
    addUnits(files);
    return files;
}

std::vector<GuestFile> earlyImageFiles()
{
    std::vector<GuestFile> files = filesOf(QStringLiteral("image"));
    std::erase_if(files, [](const GuestFile &file) { return !isEarly(file); });
    return files;
}

QByteArray guestScript(const QString &name)
{
    return resource(QStringLiteral("scripts/") + name);
}

QByteArray containerProgram(const QString &name)
{
    return resource(QStringLiteral("containers/") + name);
}

} // namespace hydra
