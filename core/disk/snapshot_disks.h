// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/disk/snapshot_machine.h"
#include "core/process/cancel.h"

#include <QJsonObject>
#include <QJsonValue>

#include <map>

namespace hydra {

/// The snapshots and size of one qcow2 disk.
struct DiskState {
    std::map<QString, MemorySize> snapshots; ///< tag -> size of the saved memory; zero: none
    MemorySize actualSize;                   ///< allocated on this host
    [[nodiscard]] QStringList tags() const;
};
/// By file name.
using DiskStates = std::map<QString, DiskState>;

/// Parses `qemu-img info --output=json` or QMP's ImageInfo, which have the same format. Pure.
[[nodiscard]] DiskState diskState(const QJsonObject &imageInfo);
/// The states of those DISKS that QMP's query-block lists. Pure.
[[nodiscard]] DiskStates diskStates(const std::vector<VmDisk> &disks, const QJsonValue &queryBlock);

/// For a stopped VM; a disk whose file is missing is left out. Blocks; worker threads.
[[nodiscard]] Result<DiskStates> readDisks(const std::vector<VmDisk> &disks,
                                           const QString &qemuImg);
/// Runs qemu-img snapshot: create (-c), apply (-a) or delete (-d), with an exclusive lock on the
/// disk. Blocks; worker threads.
enum class DiskAction { Create, Apply, Delete };
[[nodiscard]] Result<void> changeDisk(DiskAction action, const QString &tag, const VmDisk &disk,
                                      const QString &qemuImg, const CancelToken &cancel = {});
/// Repairs what a killed qemu-img or QEMU left: leaked clusters and wrong reference counts. No data
/// is lost by that.
[[nodiscard]] Result<void> mendDisk(const VmDisk &disk, const QString &qemuImg);
/// ERROR, of QEMU's or qemu-img's work on a disk, in words for people: when there was no space left
/// beside the disk (BYTES_AVAILABLE), that is why. What it said itself becomes the details. Pure.
[[nodiscard]] Error inWords(Error error, qint64 bytesAvailable);

} // namespace hydra
