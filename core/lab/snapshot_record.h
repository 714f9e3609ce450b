// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.h"
#include "image/store.h"

#include <QJsonObject>
#include <QStringList>

#include <map>
#include <vector>

namespace hydra {

/// One snapshot of one VM. It lives inside the VM's qcow2 disks, under `tag`; here is what they do not
/// say about it.
struct Snapshot {
    QString name;
    QString parent;      ///< the snapshot that the VM's state then descended from; empty: none
    QString note;
    QString createdAt;   ///< ISO 8601, UTC
    QString labSnapshot; ///< shared by the VMs of a lab that were kept at one moment; else empty
    bool memory = false;
    bool pending = false; ///< being made or deleted: whoever finds it so removes it
    MemorySize memorySize;
    MemorySize diskSize;  ///< what the disks then took on this machine, all snapshots included
    QStringList disks;    ///< file names in the state directory
    Traits machine;       ///< with memory: what must be equal to go on from it

    [[nodiscard]] QString tag() const;
    bool operator==(const Snapshot &) const = default;
};

/// STATE/LAB/VM/snapshots.json (0600, replaced whole).
struct SnapshotRecord {
    QString current;   ///< the snapshot that the VM's present state descends from; empty: none
    bool held = false; ///< the VM is paused for a snapshot command, which lets it go on
    std::vector<Snapshot> snapshots; ///< oldest first

    [[nodiscard]] const Snapshot *find(const QString &name) const;
    [[nodiscard]] Snapshot *find(const QString &name);
    bool operator==(const SnapshotRecord &) const = default;
};

[[nodiscard]] QJsonObject toJson(const SnapshotRecord &record);
[[nodiscard]] Result<SnapshotRecord> snapshotRecordFromJson(const QByteArray &text);
/// An empty record when there is none yet.
[[nodiscard]] Result<SnapshotRecord> readSnapshotRecord(const QString &stateDir);
[[nodiscard]] Result<void> writeSnapshotRecord(const QString &stateDir, const SnapshotRecord &record);

/// `[A-Za-z0-9._-]{1,64}`; Invalid with words otherwise.
[[nodiscard]] Result<void> checkSnapshotName(const QString &name);
/// What the disks call snapshot NAME. Never a number alone: qemu-img would take it for an id.
[[nodiscard]] QString snapshotTag(const QString &name);
/// "2026-11-25-1630" for UTC now in ISO 8601; with a number when TAKEN has it.
[[nodiscard]] QString defaultSnapshotName(const QString &now, const QStringList &taken);
/// Takes a snapshot out: its children and `current` get its parent.
void removeSnapshot(SnapshotRecord &record, const QString &name);

/// What must be done so that record and disks agree; DISKS: the tags in each disk there is, by file name.
/// A snapshot that is pending goes, unless FINISHED names its lab snapshot: then all of it was made. One
/// that a disk of its own has lost goes too, and is told of.
struct Resolution {
    SnapshotRecord record;
    QStringList remove; ///< names of snapshots whose tags are to be removed from the disks
    QStringList lost;   ///< names of those that were whole once
};
[[nodiscard]] Resolution resolveSnapshots(SnapshotRecord record, const std::map<QString, QStringList> &disks,
                                          const QStringList &finished);

/// A snapshot in the order of the tree: children after their parent, older first.
struct SnapshotRow {
    Snapshot snapshot;
    QString branch; ///< what stands before its name: "│  └─ "
    bool current = false;
};
[[nodiscard]] std::vector<SnapshotRow> snapshotTree(const SnapshotRecord &record);

} // namespace hydra
