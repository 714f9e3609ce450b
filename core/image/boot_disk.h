// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/process/command.h"

#include <QByteArray>
#include <QString>

#include <vector>

/// A raw disk image that UEFI boots, built without root and loop devices: a GPT with an EFI system
/// partition (systemd-boot, kernel, initramfs; written by mtools), and the root file system last so
/// that it can grow. All pure: functions from values to texts and commands.
namespace hydra {

struct BootDisk {
    QString path;
    QString arch; ///< Debian's name: amd64, arm64
    QString rootPartUuid;
    QString diskUuid;
    QString kernelVersion;
    MemorySize size = MemorySize::gib(3);
    MemorySize espSize = MemorySize::mib(192);
};

/// The input of `sfdisk`.
[[nodiscard]] QByteArray partitionScript(const BootDisk &disk);
[[nodiscard]] Command partitionCommand(const BootDisk &disk);

/// The boot loader's file name under which UEFI looks for it: BOOTX64.EFI, BOOTAA64.EFI.
[[nodiscard]] QString loaderFileName(const QString &arch);
/// loader/loader.conf and loader/entries/hydra.conf.
[[nodiscard]] QByteArray loaderConfig();
[[nodiscard]] QByteArray loaderEntry(const BootDisk &disk);
/// Fills the EFI system partition from WORKDIR's files loader.efi, linux, initrd, loader.conf and
/// hydra.conf.
[[nodiscard]] std::vector<Command> espCommands(const BootDisk &disk, const QString &workDir);

/// Makes the root file system from the files in DIRECTORY.
[[nodiscard]] Command rootFileSystemCommand(const BootDisk &disk, const QString &directory);
/// /etc/fstab of the guest.
[[nodiscard]] QByteArray fstab(const BootDisk &disk);

} // namespace hydra
