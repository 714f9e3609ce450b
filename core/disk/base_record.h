// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/vm_places.h"
#include "core/image/store.h"

#include <optional>

namespace hydra {

/// What has become of the image below a VM's system disk. An overlay holds only the blocks that
/// differ from its base, so on another base it is another disk, or none.
struct BaseChange {
    QString what;             ///< for people: "is now qcow2 and was raw"
    bool otherFormat = false; ///< QEMU would read the new base as what it was: the disk is useless
};

/// Notes beside a VM's system disk which image it was made from (`disk.base`: its path) and what
/// that image is (`disk.base.json`: size, time of change, format, virtual size, and the store's
/// digest). Blocks; writes two small files.
[[nodiscard]] Result<void> recordBase(const VmPlaces &places, const StoredImage &image);

/// Whether IMAGE, still at the recorded path, is another than the one that was recorded. Nothing
/// when it is the same, and for a disk without `disk.base.json`, which is of an earlier Hydra: its
/// next start notes what is there. Reads small files.
///
/// The store's images are compared by the digest in their records: their times change with a
/// backup or a move, their contents do not. Another file is compared by size and time of change.
/// A mere `touch` therefore asks, too: to know better we would have to read the whole image at
/// every start, or at the first start of each VM for a digest.
[[nodiscard]] std::optional<BaseChange> changedBase(const VmPlaces &places,
                                                    const StoredImage &image);

/// Compares an image that was given by its path with SHA512, which its lab file demands; the store
/// knows the digests of its own. Reads the whole file and notes the digest in IMAGE, unless the
/// VM's disk was made from this very file when it was right. Failed for other content. Blocks: the
/// work of a Job.
[[nodiscard]] Result<void> checkImageFile(const VmPlaces &places, StoredImage &image,
                                          const QString &sha512, const JobContext &job);

} // namespace hydra
