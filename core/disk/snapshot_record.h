// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/image/store.h"

#include <QJsonObject>
#include <QStringList>

#include <map>
#include <vector>

namespace hydra {

/// One snapshot of one VM. The snapshot itself is inside the VM's qcow2 disks, under `tag`; this is
/// what the disks do not record about it.
struct Snapshot {
    QString name;
    QString parent; ///< the snapshot from which the VM's state descended; empty: none
    QString note;
    QString createdAt;   ///< ISO 8601, UTC
    QString labSnapshot; ///< shared by the VMs of a lab that were saved together; else empty
    bool memory = false;
    bool pending = false; ///< being created or deleted: whoever finds it pending removes it
    MemorySize memorySize;
    MemorySize diskSize; ///< the disks' allocated size at that time, with all snapshots
    QStringList disks;   ///< file names in the state directory
    Traits machine;      ///< with memory: what must be equal to restore it

    [[nodiscard]] QString tag() const;
    bool operator==(const Snapshot &) const = default;
};

/// STATE/LAB/VM/snapshots.json (0600, replaced whole).
struct SnapshotRecord {
    QString current;   ///< the snapshot that the VM's state descends from; empty: none
    bool held = false; ///< the VM is paused for a snapshot command, which will resume it
    std::vector<Snapshot> snapshots; ///< oldest first

    [[nodiscard]] const Snapshot *find(const QString &name) const;
    [[nodiscard]] Snapshot *find(const QString &name);
    bool operator==(const SnapshotRecord &) const = default;
};

[[nodiscard]] QJsonObject toJson(const SnapshotRecord &record);
[[nodiscard]] Result<SnapshotRecord> snapshotRecordFromJson(const QByteArray &text);
/// Returns an empty record when there is no file yet.
[[nodiscard]] Result<SnapshotRecord> readSnapshotRecord(const QString &stateDir);
[[nodiscard]] Result<void> writeSnapshotRecord(const QString &stateDir,
                                               const SnapshotRecord &record);

/// `[A-Za-z0-9._-]{1,64}`; Invalid, with an explanation, for anything else.
[[nodiscard]] Result<void> checkSnapshotName(const QString &name);
/// The tag of snapshot NAME in the disks. Never a bare number, which qemu-img takes for an id.
[[nodiscard]] QString snapshotTag(const QString &name);
/// "2026-11-25-1630" for NOW (UTC, ISO 8601), with a number appended if TAKEN contains it.
[[nodiscard]] QString defaultSnapshotName(const QString &now, const QStringList &taken);
/// Removes a snapshot; its children and `current` move to its parent.
void removeSnapshot(SnapshotRecord &record, const QString &name);

/// What to do so that record and disks agree again. DISKS: file name -> the tags in that disk, for
/// disks that exist. A pending snapshot is removed, unless FINISHED contains its lab snapshot,
/// which says that all of it was made. A snapshot that one of its disks has lost is removed and
/// reported.
struct Resolution {
    SnapshotRecord record;
    QStringList remove; ///< names of snapshots whose tags must be deleted from the disks
    QStringList lost;   ///< names of those that were complete once
};
[[nodiscard]] Resolution resolveSnapshots(SnapshotRecord record,
                                          const std::map<QString, QStringList> &disks,
                                          const QStringList &finished);

/// A row of the snapshot tree: children follow their parent, older ones first.
struct SnapshotRow {
    Snapshot snapshot;
    QString branch; ///< the tree lines in front of its name: "│  └─ "
    bool current = false;
};
[[nodiscard]] std::vector<SnapshotRow> snapshotTree(const SnapshotRecord &record);

} // namespace hydra
