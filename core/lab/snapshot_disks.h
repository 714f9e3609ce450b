// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.h"
#include "lab/snapshot_machine.h"
#include "process/cancel.h"

#include <QJsonObject>
#include <QJsonValue>

#include <map>

namespace hydra {

/// What one qcow2 disk holds.
struct DiskState {
    std::map<QString, MemorySize> snapshots; ///< tag -> size of the memory with it; zero: none
    MemorySize actualSize;                   ///< what it takes on this machine
    [[nodiscard]] QStringList tags() const;
};
/// By file name.
using DiskStates = std::map<QString, DiskState>;

/// From `qemu-img info --output=json` or QMP's ImageInfo, which are the same. Pure.
[[nodiscard]] DiskState diskState(const QJsonObject &imageInfo);
/// Of the DISKS that QMP's query-block knows. Pure.
[[nodiscard]] DiskStates diskStates(const std::vector<VmDisk> &disks, const QJsonValue &queryBlock);

/// Of a VM that does not run; a disk whose file is missing is left out. Blocks; worker threads.
[[nodiscard]] Result<DiskStates> readDisks(const std::vector<VmDisk> &disks, const QString &qemuImg);
/// create (-c), apply (-a) or delete (-d), with an exclusive lock on the disk. Blocks; worker threads.
enum class DiskAction { Create, Apply, Delete };
[[nodiscard]] Result<void> changeDisk(DiskAction action, const QString &tag, const VmDisk &disk, const QString &qemuImg,
                                      const CancelToken &cancel = {});
/// Mends what a qemu-img or a QEMU that was killed left: clusters that nobody uses, marks that say who
/// shares them. Nothing is lost by that.
[[nodiscard]] Result<void> mendDisk(const VmDisk &disk, const QString &qemuImg);
/// The words for an error of QEMU's or qemu-img's: a full disk is named as what it is.
[[nodiscard]] Error inWords(Error error);

} // namespace hydra
