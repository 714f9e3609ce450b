// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/store.h"

namespace hydra {

/// Puts a copy of FILE into the store as NAME: a qcow2 or raw disk as it is, a disk of another
/// virtual machine converted to qcow2, and what is packed or compressed unpacked first. FILE stays
/// as it is. Failed for what is no disk, and for a disk that refers to other files, which could be
/// any of this host's; Conflict when there is a NAME. Cancellation, a kill or a failure leave no
/// partial image. Blocks for as long as copying takes: the work of a Job.
[[nodiscard]] Result<StoredImage> addImageFile(const ImageStore &store, const QString &file,
                                               const QString &name, const JobContext &job,
                                               const QString &qemuImg = QStringLiteral("qemu-img"));

/// A downloaded file of our own, with its SHA-512 as it was computed while it arrived.
struct Download {
    QString path;
    QString sha512;
};

/// The same for a download, which RECORD describes (its name, url and the like). Where the store is
/// on the same file system, a disk is taken as it is, under another name (a hard link), and not
/// read again; what was downloaded stays until the caller removes it.
[[nodiscard]] Result<StoredImage> storeDownload(const ImageStore &store, const Download &download,
                                                const StoredImage &record, const JobContext &job,
                                                const QString &qemuImg);

} // namespace hydra
