// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/mmdebstrap.h"

#include "core/guest/guest_files.h"
#include "core/image/work_dir.h"

#include <QFile>

#include <algorithm>
#include <cstring>

namespace hydra {
namespace {

struct Stage {
    const char *line;
    double fraction;
    const char *words;
};

// Lines that mmdebstrap prints, in order, with the fraction of the build that is done then.
const Stage stages[] = {
    {"I: running apt-get update", 0.00, "Reading package lists"},
    {"I: downloading packages", 0.03, "Downloading base packages"},
    {"I: extracting archives", 0.10, "Unpacking base packages"},
    {"I: installing essential", 0.14, "Installing base packages"},
    {"I: installing remaining", 0.24, "Installing packages"},
    {"I: cleaning package lists", 0.93, "Cleaning up"},
    {"I: creating tarball", 0.94, "Packing the guest's files"},
};
constexpr double remainingFrom = 0.24;
constexpr double remainingTo = 0.93;
constexpr int stepsPerPackage = 3; // downloading, unpacking, setting up

const char *const excludedPaths[] = {
    "/usr/share/man/*",     "/usr/share/info/*",        "/usr/share/doc/*",
    "/usr/share/lintian/*", "/usr/share/locale/*",      "/usr/share/gnome/help/*",
    "/usr/share/i18n/*",    "/usr/bin/containerd-shim", "/usr/bin/containerd-shim-runc-v1",
};
// Drivers of hardware that no VM has: a fifth of the image. Virtual radios, cameras and sound cards
// stay, and an upgrade of the kernel inside a guest brings all back.
const struct {
    const char *directory;
    const char *names;
} excludedDrivers[] = {
    {"drivers", "accel comedi hwmon iio infiniband/hw isdn platform staging"},
    {"drivers/gpu/drm", "amd gma500 i915 nouveau radeon vmwgfx xe"},
    {"drivers/media", "dvb-frontends i2c pci rc tuners usb"},
    {"drivers/net/ethernet", "aquantia atheros broadcom brocade cavium chelsio cisco emulex huawei "
                             "marvell mellanox microchip netronome pensando qlogic sfc"},
    {"drivers/net/wireless", "admtek ath atmel broadcom cisco intel intersil marvell mediatek "
                             "microchip purelifi quantenna ralink realtek rsi silabs st ti zydas"},
    {"drivers/scsi",
     "aacraid aic7xxx aic94xx be2iscsi bfa bnx2fc bnx2i csiostor cxgbi elx esas2r fcoe fnic isci "
     "lpfc mpi3mr mvsas pm8001 qedf qedi qla2xxx qla4xxx smartpqi snic"},
    {"sound", "firewire isa pci soc usb"},
};
const char *const includedPaths[] = {"/usr/share/doc/*/copyright",
                                     "/usr/share/locale/locale.alias"};

QStringList dpkgOptions()
{
    QStringList args{QStringLiteral("--dpkgopt=force-unsafe-io")};
    for (const char *path : excludedPaths)
        args += QStringLiteral("--dpkgopt=path-exclude=") + QLatin1String(path);
    for (const auto &[directory, names] : excludedDrivers) {
        for (const QString &name : QString::fromLatin1(names).split(u' '))
            args += QStringLiteral("--dpkgopt=path-exclude=*/lib/modules/*/kernel/%1/%2/*")
                        .arg(QLatin1String(directory), name);
    }
    for (const char *path : includedPaths)
        args += QStringLiteral("--dpkgopt=path-include=") + QLatin1String(path);
    return args;
}

QString wordAfter(const QByteArray &line, const char *start)
{
    return QString::fromUtf8(
               line.mid(static_cast<qsizetype>(std::strlen(start))).split(' ').value(0))
        .section(u':', 0, 0);
}

// "0 upgraded, 69 newly installed, 0 to remove and 0 not upgraded."
int newlyInstalled(const QByteArray &line)
{
    const qsizetype end = line.indexOf(" newly installed");
    return end < 0 ? 0 : line.left(end).split(' ').last().toInt();
}

QString packageStep(const QByteArray &line)
{
    // Get:N URL SUITE ARCH NAME ARCH VERSION [SIZE UNIT]; the lines of package lists are shorter.
    if (line.startsWith("Get:")) {
        const QList<QByteArray> words = line.split(' ');
        return words.size() < 9 ? QString()
                                : QStringLiteral("Downloading ") + QString::fromUtf8(words.at(4));
    }
    if (line.startsWith("Unpacking "))
        return QStringLiteral("Unpacking ") + wordAfter(line, "Unpacking ");
    if (line.startsWith("Setting up "))
        return QStringLiteral("Setting up ") + wordAfter(line, "Setting up ");
    return {};
}

} // namespace

QStringList guestPackages(const GuestRecipe &recipe)
{
    const QString names = QStringLiteral(
        "systemd-boot-efi systemd systemd-sysv systemd-resolved systemd-timesyncd dbus udev "
        "libpam-systemd login cloud-init cloud-guest-utils fdisk e2fsprogs openssh-server "
        "qemu-guest-agent sudo iproute2 iputils-ping procps ca-certificates less vim-tiny "
        "busybox-static dialog zstd kmod");
    QStringList packages{QStringLiteral("linux-image-") + recipe.arch};
    packages += names.split(u' ');
    return packages + guestSystems().front().runtimePackages;
}

// In a plain chroot / need not be a mount point, and then its propagation cannot be changed.
bool rootIsMountPoint()
{
    QFile mounts(QStringLiteral("/proc/self/mountinfo"));
    if (!mounts.open(QIODevice::ReadOnly))
        return true;
    const QList<QByteArray> lines = mounts.readAll().split('\n');
    return std::any_of(lines.begin(), lines.end(),
                       [](const QByteArray &line) { return line.split(' ').value(4) == "/"; });
}

Command mmdebstrapCommand(const GuestRecipe &recipe, const QString &workDir, bool asRoot)
{
    Command command;
    command.program = QStringLiteral("mmdebstrap");
    command.cwd = workDir;
    command.args = {
        QStringLiteral("--verbose"),
        QStringLiteral("--mode=") + (asRoot ? QStringLiteral("root") : QStringLiteral("unshare")),
        QStringLiteral("--variant=apt"),
        QStringLiteral("--format=tar"),
        QStringLiteral("--architectures=") + recipe.arch,
        QStringLiteral("--aptopt=Acquire::Languages \"none\""),
    };
    command.args += dpkgOptions();
    command.args += {
        QStringLiteral("--include=") + guestPackages(recipe).join(u','),
        QStringLiteral("--essential-hook=tar-in early.tar /"),
        recipe.suite,
        workDir + QStringLiteral("/packages.tar"),
    };
    // A mount namespace of its own, so that a kill leaves no mounts behind.
    if (asRoot) {
        command.args.prepend(command.program);
        command.args = QStringList{QStringLiteral("--mount"), QStringLiteral("--propagation"),
                                   rootIsMountPoint() ? QStringLiteral("private")
                                                      : QStringLiteral("unchanged"),
                                   QStringLiteral("--")} +
                       command.args;
        command.program = QStringLiteral("unshare");
    }
    command.env = {{QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")},
                   {QStringLiteral("SOURCE_DATE_EPOCH"), QString()},
                   {QStringLiteral("TMPDIR"), outerWorkDir(workDir)}};
    return command;
}

std::optional<Progress> MmdebstrapProgress::read(const QByteArray &line)
{
    for (const Stage &stage : stages) {
        if (line.startsWith(stage.line)) {
            m_fraction = stage.fraction;
            m_packages = m_seen = 0;
            return Progress{m_fraction, QString::fromLatin1(stage.words)};
        }
    }
    if (const int count = newlyInstalled(line); count > 0)
        m_packages = count;
    const QString step = packageStep(line);
    if (step.isEmpty())
        return {};
    if (m_fraction >= remainingFrom && m_fraction < remainingTo && m_packages > 0) {
        const double part = std::min(1.0, double(++m_seen) / (m_packages * stepsPerPackage));
        m_fraction =
            std::max(m_fraction, remainingFrom + part * (remainingTo - remainingFrom - 0.001));
    }
    return Progress{m_fraction, step};
}

} // namespace hydra
