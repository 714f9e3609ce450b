// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QString>

namespace hydra {

/// What a file that somebody gives as an image is. Its name says nothing: downloads keep the name
/// of what they were meant to be, and a .img may be anything.
struct ImageKind {
    enum class Use {
        Disk,    ///< QEMU uses it as it is: qcow2 (versions 2 and 3) and raw
        Convert, ///< a disk of another virtual machine, which qemu-img makes a qcow2 one of
        Unpack,  ///< an archive or a compressed file, which may contain a disk
        None,    ///< nothing that a VM could have as its disk
    };
    Use use = Use::None;
    QString name;   ///< for people, with its article: "a VirtualBox disk (VDI)"
    QString format; ///< QEMU's name of it (qemu-img -f); empty for Unpack and None
    QString remedy; ///< Unpack: the program, with arguments, that unpacks; None: what to do instead

    bool operator==(const ImageKind &) const = default;
};

/// How much of a file's beginning and end `imageKind` looks at. An ISO 9660 file system is known by
/// its bytes from 32769 on; a fixed VHD only by its last sector.
constexpr qint64 imageHeadSize = 34 << 10;
constexpr qint64 imageTailSize = 512;

/// The kind of a file of SIZE bytes that begins with HEAD and ends in TAIL. Pure; the bytes may be
/// anything, and fewer than asked for. Sources: QEMU's block/ (qcow2, qed, vmdk, vdi, vpc, vhdx,
/// parallels, dmg), ECMA-119 (ISO 9660), UEFI 5.3 (GPT), and each archive format's own magic.
[[nodiscard]] ImageKind imageKind(QByteArrayView head, QByteArrayView tail, quint64 size);

/// The same of the file at PATH; NotFound or Failed when it cannot be read.
[[nodiscard]] Result<ImageKind> readImageKind(const QString &path);

/// Why the file at PATH cannot be a VM's disk as it is, with the command that makes it one; success
/// for Use::Disk. Pure.
[[nodiscard]] Result<void> checkIsDisk(const ImageKind &kind, const QString &path);

/// The name under which the store would keep FILE: its own in small letters, without directories
/// and without the endings of formats and compressions; always a valid one. Pure.
[[nodiscard]] QString imageNameFor(const QString &file);

} // namespace hydra
