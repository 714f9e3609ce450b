// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/guest_files.h"

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
    return link(QStringLiteral("/etc/systemd/system/%1.wants/%2").arg(target, unit),
                directory + unit);
}

// Maintenance for machines that live long, services for hardware that a VM lacks, and caches that
// the packages' set-up has already filled: here they only lengthen the boot.
const char *const maskedUnits[] = {
    "apt-daily.timer",
    "apt-daily-upgrade.timer",
    "dpkg-db-backup.timer",
    "e2scrub_all.timer",
    "e2scrub_reap.service",
    "fstrim.timer",
    "systemd-pcrmachine.service",
    "systemd-pcrphase.service",
    "systemd-pcrphase-initrd.service",
    "systemd-pcrphase-sysinit.service",
    "systemd-tpm2-setup.service",
    "systemd-tpm2-setup-early.service",
    "systemd-boot-random-seed.service",
    "systemd-boot-update.service",
    "ldconfig.service",
    "systemd-hwdb-update.service",
    "systemd-journal-catalog-update.service",
    "systemd-update-done.service",
    // Modules that are loaded on demand anyway, and the mounts that pull them in.
    "modprobe@configfs.service",
    "modprobe@dm_mod.service",
    "modprobe@drm.service",
    "modprobe@efi_pstore.service",
    "modprobe@fuse.service",
    "modprobe@loop.service",
    "sys-kernel-config.mount",
    "sys-fs-fuse-connections.mount",
    // Done by the image's build, by virtio-rng, or by the service that follows.
    "systemd-networkd-persistent-storage.service",
    "systemd-random-seed.service",
    "systemd-sysusers.service",
    "systemd-tmpfiles-setup-dev-early.service",
    "systemd-udev-load-credentials.service",
};

// What they would find is known: the root is named to the kernel, and a VM neither hibernates nor
// has a TPM.
const char *const maskedGenerators[] = {
    "systemd-gpt-auto-generator", "systemd-hibernate-resume-generator",
    "systemd-rc-local-generator", "systemd-system-update-generator",
    "systemd-tpm2-generator",
};

void addUnits(std::vector<GuestFile> &files)
{
    const QString system = QStringLiteral("/etc/systemd/system/");
    const QString packaged = QStringLiteral("/usr/lib/systemd/system/");
    for (const char *unit : maskedUnits)
        files.push_back(link(system + QLatin1String(unit), QStringLiteral("/dev/null")));
    for (const char *generator : maskedGenerators)
        files.push_back(
            link(QStringLiteral("/etc/systemd/system-generators/") + QLatin1String(generator),
                 QStringLiteral("/dev/null")));
    for (const QString &unit : runtimeUnits())
        files.push_back(enabled(QStringLiteral("multi-user.target"), unit,
                                unit.startsWith(u"hydra-") ? system : packaged));
    files.push_back(enabled(QStringLiteral("multi-user.target"),
                            QStringLiteral("systemd-networkd.service"), packaged));
    for (const char *unit : {"hydra-other-devices.service", "hydra-seed-report.service"})
        files.push_back(enabled(QStringLiteral("multi-user.target"), QLatin1String(unit), system));
    files.push_back(enabled(QStringLiteral("network-online.target"),
                            QStringLiteral("systemd-networkd-wait-online.service"), packaged));
}

// OpenRC's names of the units.
QStringList runtimeServices()
{
    QStringList services;
    for (const QString &unit : runtimeUnits())
        services << unit.section(u'.', 0, 0);
    return services;
}

// Of containerd, which is written for Debian.
void adaptConfig(QByteArray &toml, const GuestSystem &system)
{
    const GuestSystem &debian = guestSystems().front();
    toml.replace('"' + debian.cniDir.toUtf8() + '"', '"' + system.cniDir.toUtf8() + '"');
    if (system.adminGid == debian.adminGid)
        return;
    toml.replace("Debian's group sudo:", "The group " + system.adminGroup.toUtf8() + ":");
    toml.replace("gid = " + QByteArray::number(debian.adminGid) + '\n',
                 "gid = " + QByteArray::number(system.adminGid) + '\n');
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

std::vector<GuestFile> runtimeFiles(const GuestSystem &system)
{
    std::vector<GuestFile> files = runtimeFiles();
    if (system.init == InitSystem::OpenRc) {
        std::erase_if(files,
                      [](const GuestFile &file) { return file.path.startsWith(u"/etc/systemd/"); });
        const std::vector<GuestFile> services = filesOf(QStringLiteral("openrc"));
        files.insert(files.end(), services.begin(), services.end());
    }
    for (GuestFile &file : files) {
        if (file.path == u"/etc/containerd/config.toml")
            adaptConfig(file.content, system);
    }
    return files;
}

std::vector<QStringList> startRuntime(const GuestSystem &system)
{
    std::vector<QStringList> commands;
    if (system.init == InitSystem::OpenRc) {
        // Not each image mounts them.
        for (const QString &service : QStringList{QStringLiteral("cgroups")} + runtimeServices())
            commands.push_back({QStringLiteral("rc-update"), QStringLiteral("add"), service});
        for (const QString &service : QStringList{QStringLiteral("cgroups")} + runtimeServices())
            commands.push_back({QStringLiteral("rc-service"), service, QStringLiteral("restart")});
        return commands;
    }
    const QString systemctl = QStringLiteral("systemctl");
    commands.push_back({systemctl, QStringLiteral("daemon-reload")});
    commands.push_back(QStringList{systemctl, QStringLiteral("enable")} + runtimeUnits());
    // Debian starts a unit as soon as its package is installed, so it may not have read our files.
    for (const QString &unit : runtimeUnits())
        commands.push_back({systemctl, QStringLiteral("restart"), unit});
    return commands;
}

std::vector<QStringList> stopRuntime(const GuestSystem &system)
{
    if (system.init == InitSystem::Systemd)
        return {QStringList{QStringLiteral("systemctl"), QStringLiteral("disable"),
                            QStringLiteral("--now")} +
                runtimeUnits()};
    std::vector<QStringList> commands;
    for (const QString &service : runtimeServices()) {
        commands.push_back({QStringLiteral("rc-update"), QStringLiteral("del"), service});
        commands.push_back({QStringLiteral("rc-service"), service, QStringLiteral("stop")});
    }
    return commands;
}

std::vector<GuestFile> imageFiles()
{
    std::vector<GuestFile> files = filesOf(QStringLiteral("image"));
    std::erase_if(files, isEarly);
    files.push_back({QStringLiteral("/etc/hostname"), "debian\n", {}, 0644});
    files.push_back({.path = QStringLiteral("/etc/machine-id"), .mode = 0444});
    // Containers get a copy of this file and cannot reach systemd-resolved's stub on the loopback,
    // so it must name the real servers.
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
