// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/guest_system.h"

#include "core/config/lab_spec.h"

#include <QRegularExpression>

namespace hydra {
namespace {

/// What all releases of a distribution have in common.
struct GuestFamily {
    const char *runtimePackages; ///< with blanks between
    const char *cniDir;
    const char *shell;
    const char *adminGroup;
    int adminGid;
    const char *kernelPackage;
    InitSystem init;
    bool usesApt;
};

// iptables is called by the CNI plugins bridge and portmap.
constexpr auto kDebianRuntime = "containerd runc containernetworking-plugins nftables iptables";
constexpr GuestFamily debianFamily{.runtimePackages = kDebianRuntime,
                                   .cniDir = "/usr/lib/cni",
                                   .shell = "/bin/bash",
                                   .adminGroup = "sudo",
                                   .adminGid = 27,
                                   .kernelPackage = "linux-image-{version}-{arch}",
                                   .init = InitSystem::Systemd,
                                   .usesApt = true};
constexpr GuestFamily ubuntuFamily{.runtimePackages = kDebianRuntime,
                                   .cniDir = "/usr/lib/cni",
                                   .shell = "/bin/bash",
                                   .adminGroup = "sudo",
                                   .adminGid = 27,
                                   .kernelPackage = "linux-image-{version}",
                                   .init = InitSystem::Systemd,
                                   .usesApt = true};
constexpr GuestFamily fedoraFamily{
    .runtimePackages = "containerd runc containernetworking-plugins nftables iptables-nft",
    .cniDir = "/usr/libexec/cni",
    .shell = "/bin/bash",
    .adminGroup = "wheel",
    .adminGid = 10,
    .kernelPackage = "kernel-{version}",
    .init = InitSystem::Systemd,
    .usesApt = false};
// ctr is a package of its own; busybox's ip does not filter routes, and its images have no sudo.
constexpr GuestFamily alpineFamily{
    .runtimePackages = "containerd containerd-ctr runc cni-plugins nftables iptables iproute2 sudo",
    .cniDir = "/usr/libexec/cni",
    .shell = "/bin/ash",
    .adminGroup = "wheel",
    .adminGid = 10,
    .kernelPackage = "linux-{version}",
    .init = InitSystem::OpenRc,
    .usesApt = false};

struct GuestRelease {
    const char *title;
    const char *names; ///< regular expression: how names of its images tell it
    const char *kernel;
    const GuestFamily &family;
};

// The first row is for images that do not tell. A distribution's last row is for its other
// releases.
const GuestRelease guestReleases[] = {
    {"Debian 13", "debian-?13|trixie", "6.12", debianFamily},
    {"Debian 12", "debian-?12|bookworm", "6.1", debianFamily},
    {"Debian", "debian", "", debianFamily},
    {"Ubuntu 26.04", "ubuntu-?26\\.04|resolute", "", ubuntuFamily},
    {"Ubuntu 24.04", "ubuntu-?24\\.04|noble", "", ubuntuFamily},
    {"Ubuntu", "ubuntu", "", ubuntuFamily},
    {"Fedora", "fedora", "", fedoraFamily},
    {"Alpine", "alpine", "", alpineFamily},
};

GuestSystem guestSystem(const GuestRelease &release)
{
    const GuestFamily &family = release.family;
    return {.title = QString::fromLatin1(release.title),
            .kernel = QString::fromLatin1(release.kernel),
            .init = family.init,
            .runtimePackages = QString::fromLatin1(family.runtimePackages).split(u' '),
            .cniDir = QString::fromLatin1(family.cniDir),
            .shell = QString::fromLatin1(family.shell),
            .adminGroup = QString::fromLatin1(family.adminGroup),
            .adminGid = family.adminGid,
            .kernelPackage = QString::fromLatin1(family.kernelPackage),
            .usesApt = family.usesApt};
}

} // namespace

const std::vector<GuestSystem> &guestSystems()
{
    static const std::vector<GuestSystem> systems = [] {
        std::vector<GuestSystem> all;
        for (const GuestRelease &release : guestReleases)
            all.push_back(guestSystem(release));
        return all;
    }();
    return systems;
}

const GuestSystem &guestSystemOf(const QStringList &hints)
{
    static const std::vector<QRegularExpression> names = [] {
        std::vector<QRegularExpression> all;
        for (const GuestRelease &release : guestReleases)
            all.emplace_back(QString::fromLatin1(release.names),
                             QRegularExpression::CaseInsensitiveOption);
        return all;
    }();
    for (const QString &hint : hints) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i].match(hint).hasMatch())
                return guestSystems()[i];
        }
    }
    return guestSystems().front();
}

const GuestSystem &guestSystemOfVm(const VmSpec &vm, const QString &downloadedFrom)
{
    return guestSystemOf(QStringList{vm.image, downloadedFrom, vm.imageSourceUrl});
}

bool isBackport(const QString &version)
{
    return version.contains(u"bpo");
}

QString kernelPackageOf(const GuestSystem &system, const QString &version,
                        const QString &debianArch)
{
    QString package = system.kernelPackage;
    return package.replace(QStringLiteral("{version}"), version)
        .replace(QStringLiteral("{arch}"), debianArch);
}

QString versionedKernel(const VmSpec &vm, const GuestSystem &system, const QString &debianArch)
{
    return vm.kernelVersion.isEmpty() || !vm.kernelPackage.isEmpty()
               ? QString()
               : kernelPackageOf(system, vm.kernelVersion, debianArch);
}

} // namespace hydra
