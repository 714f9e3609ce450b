// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/boot_disk.h"

namespace hydra {
namespace {

constexpr std::uint64_t sectorSize = 512;
constexpr MemorySize firstPartition = MemorySize::mib(1);
const QString espLabel = QStringLiteral("HYDRA-ESP");

// Partition types of the Discoverable Partitions Specification.
const char *const espType = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
const char *const rootTypeAmd64 = "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709";
const char *const rootTypeArm64 = "B921B045-1DF0-41C3-AF44-4C6F280D3FAE";

std::uint64_t sectors(MemorySize size)
{
    return size.inBytes() / sectorSize;
}

MemorySize rootStart(const BootDisk &disk)
{
    return MemorySize::bytes(firstPartition.inBytes() + disk.espSize.inBytes());
}

// The last MiB holds GPT's backup table.
MemorySize rootSize(const BootDisk &disk)
{
    return MemorySize::bytes(disk.size.inBytes() - rootStart(disk).inBytes() -
                             firstPartition.inBytes());
}

bool isArm(const QString &arch)
{
    return arch == u"arm64";
}

} // namespace

QByteArray partitionScript(const BootDisk &disk)
{
    return QStringLiteral("label: gpt\nlabel-id: %1\n"
                          "start=%2, size=%3, type=%4, name=esp\n"
                          "start=%5, size=%6, type=%7, uuid=%8, name=root\n")
        .arg(disk.diskUuid)
        .arg(sectors(firstPartition))
        .arg(sectors(disk.espSize))
        .arg(QLatin1String(espType))
        .arg(sectors(rootStart(disk)))
        .arg(sectors(rootSize(disk)))
        .arg(QLatin1String(isArm(disk.arch) ? rootTypeArm64 : rootTypeAmd64), disk.rootPartUuid)
        .toLatin1();
}

Command partitionCommand(const BootDisk &disk)
{
    return {.program = QStringLiteral("sfdisk"), .args = {QStringLiteral("--quiet"), disk.path}};
}

QString loaderFileName(const QString &arch)
{
    return isArm(arch) ? QStringLiteral("BOOTAA64.EFI") : QStringLiteral("BOOTX64.EFI");
}

QByteArray loaderConfig()
{
    return "timeout 0\nconsole-mode keep\neditor no\n";
}

QByteArray loaderEntry(const BootDisk &disk)
{
    // On a busy host an emulated guest may fail the kernel's timer check, which panics.
    const QString serial =
        isArm(disk.arch) ? QStringLiteral("ttyAMA0") : QStringLiteral("ttyS0 no_timer_check");
    return QStringLiteral("title   Debian\n"
                          "version %1\n"
                          "linux   /hydra/%1/linux\n"
                          "initrd  /hydra/%1/initrd\n"
                          "options root=PARTUUID=%2 rw console=tty0 console=%3\n")
        .arg(disk.kernelVersion, disk.rootPartUuid, serial)
        .toUtf8();
}

std::vector<Command> espCommands(const BootDisk &disk, const QString &workDir)
{
    const QStringList image{QStringLiteral("-i"),
                            QStringLiteral("%1@@%2").arg(disk.path).arg(firstPartition.inBytes())};
    const QString kernels = QStringLiteral("::/hydra/") + disk.kernelVersion;
    const auto mtool = [&](const char *program, const QStringList &args) {
        return Command{
            .program = QString::fromLatin1(program), .args = image + args, .cwd = workDir};
    };
    const auto copy = [&](const QString &file, const QString &to) {
        return mtool("mcopy", {QStringLiteral("-Q"), file, to});
    };
    return {
        mtool("mformat",
              {QStringLiteral("-F"), QStringLiteral("-v"), espLabel, QStringLiteral("-T"),
               QString::number(sectors(disk.espSize)), QStringLiteral("::")}),
        mtool("mmd",
              {QStringLiteral("::/EFI"), QStringLiteral("::/EFI/BOOT"), QStringLiteral("::/loader"),
               QStringLiteral("::/loader/entries"), QStringLiteral("::/hydra"), kernels}),
        copy(QStringLiteral("loader.efi"),
             QStringLiteral("::/EFI/BOOT/") + loaderFileName(disk.arch)),
        copy(QStringLiteral("loader.conf"), QStringLiteral("::/loader/loader.conf")),
        copy(QStringLiteral("hydra.conf"), QStringLiteral("::/loader/entries/hydra.conf")),
        copy(QStringLiteral("linux"), kernels + QStringLiteral("/linux")),
        copy(QStringLiteral("initrd"), kernels + QStringLiteral("/initrd")),
    };
}

Command rootFileSystemCommand(const BootDisk &disk, const QString &directory)
{
    return {
        .program = QStringLiteral("mkfs.ext4"),
        .args = {
            QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-L"),
            QStringLiteral("hydra-root"), QStringLiteral("-m"), QStringLiteral("1"),
            QStringLiteral("-d"), directory, QStringLiteral("-E"),
            QStringLiteral("offset=%1,lazy_itable_init=0,nodiscard").arg(rootStart(disk).inBytes()),
            disk.path, QStringLiteral("%1k").arg(rootSize(disk).inBytes() >> 10)}};
}

QByteArray fstab(const BootDisk &disk)
{
    return QStringLiteral(
               "PARTUUID=%1 / ext4 defaults,errors=remount-ro 0 1\n"
               "LABEL=%2 /boot/efi vfat umask=0077,nofail,noauto,x-systemd.automount 0 0\n")
        .arg(disk.rootPartUuid, espLabel)
        .toUtf8();
}

} // namespace hydra
