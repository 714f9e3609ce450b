// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file_lock.h"
#include "job/job.h"
#include "keeper/call.h"
#include "lab/environment.h"
#include "lab/snapshot_disks.h"
#include "lab/snapshot_record.h"

namespace hydra {

/// One VM in the hands of one snapshot command: its lock (snapshots.lock), its record and disks and, while
/// it runs, its keeper. All of it blocks: worker threads. When it is opened, what commands that were
/// killed have left is resolved; the others only do what they are called.
class SnapshotVm
{
public:
    /// Waits for another snapshot command on this VM, and says so. Conflict when that takes long, or
    /// while the VM starts or ends.
    [[nodiscard]] static Result<SnapshotVm> open(const Environment &environment, const VmRef &ref, const JobContext &job);

    [[nodiscard]] const VmRef &ref() const { return m_ref; }
    [[nodiscard]] const QString &stateDir() const { return m_stateDir; }
    [[nodiscard]] bool isRunning() const { return m_keeper.has_value(); } ///< or paused
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] KeeperCall &keeper() { return *m_keeper; }
    [[nodiscard]] const std::vector<VmDisk> &disks() const { return m_disks; } ///< that are there
    [[nodiscard]] const SnapshotRecord &record() const { return m_record; }
    [[nodiscard]] Result<void> change(SnapshotRecord record);

    [[nodiscard]] Result<DiskStates> states();
    /// What its memory belongs to; only while it runs.
    [[nodiscard]] Result<Traits> machine();

    /// Makes the tag in all disks, as they are: with memory, with the file systems at rest, or of a VM
    /// that is stopped. Removes it again where that fails.
    [[nodiscard]] Result<void> save(const Snapshot &snapshot);
    /// Removes the tag from all disks that have it, and what lies beside them.
    [[nodiscard]] Result<void> erase(const Snapshot &snapshot);
    /// Applies it to the disks of a stopped VM, UEFI's variables included. May be done again.
    [[nodiscard]] Result<void> apply(const QString &name, const CancelToken &cancel = {});
    /// Loads its memory into the running VM.
    [[nodiscard]] Result<void> load(const QString &name);

    // Pauses a running VM for a command and lets it go on; what is asked of many is asked before any is
    // waited for.
    [[nodiscard]] Result<void> beginHold();
    [[nodiscard]] Result<void> awaitHold();
    [[nodiscard]] Result<void> beginRelease();
    [[nodiscard]] Result<void> awaitRelease();

private:
    SnapshotVm(VmRef ref, QString stateDir, QString qemuImg, FileLock lock)
        : m_ref(std::move(ref)), m_stateDir(std::move(stateDir)), m_qemuImg(std::move(qemuImg)), m_lock(std::move(lock))
    {
    }
    [[nodiscard]] Result<void> connect(const Environment &environment);
    [[nodiscard]] Result<void> resolve(const Environment &environment);
    [[nodiscard]] Result<void> resolveRestore();
    [[nodiscard]] Result<void> resolveRecord(const Environment &environment);
    [[nodiscard]] Result<void> ask(const QString &action, const QString &tag, const std::vector<VmDisk> &disks);
    [[nodiscard]] Error named(Error error) const;

    VmRef m_ref;
    QString m_stateDir;
    QString m_qemuImg;
    FileLock m_lock;
    std::optional<LaunchPlan> m_plan; ///< none: it never ran
    std::optional<KeeperCall> m_keeper;
    bool m_paused = false; ///< by its user
    std::vector<VmDisk> m_disks;
    SnapshotRecord m_record;
};

/// UEFI's variables are a raw file, in no qcow2 snapshot: a copy of them for each.
[[nodiscard]] Result<void> keepUefiVariables(const QString &stateDir, const QString &snapshot);
[[nodiscard]] Result<void> restoreUefiVariables(const QString &stateDir, const QString &snapshot);
void removeUefiVariables(const QString &stateDir, const QString &snapshot);

} // namespace hydra
