// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_lock.h"
#include "core/disk/snapshot_disks.h"
#include "core/disk/snapshot_record.h"
#include "core/job/job.h"
#include "core/keeper_client/call.h"
#include "core/lab/environment.h"

namespace hydra {

/// One VM during one snapshot command: holds its lock (snapshots.lock), its record and disks and,
/// while it runs, its keeper. All functions block: worker threads. `open` cleans up what killed
/// commands left.
class SnapshotVm
{
public:
    /// Waits for another snapshot command on this VM, and reports that. Conflict when it takes too
    /// long, or while the VM starts or stops.
    [[nodiscard]] static Result<SnapshotVm> open(const Environment &environment, const VmRef &ref,
                                                 const JobContext &job);

    [[nodiscard]] const VmRef &ref() const { return m_ref; }
    [[nodiscard]] const QString &stateDir() const { return m_stateDir; }
    [[nodiscard]] bool isRunning() const { return m_keeper.has_value(); } ///< running or paused
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] KeeperCall &keeper() { return *m_keeper; }
    [[nodiscard]] const std::vector<VmDisk> &disks() const { return m_disks; } ///< those that exist
    [[nodiscard]] const SnapshotRecord &record() const { return m_record; }
    [[nodiscard]] Result<void> change(SnapshotRecord record);

    [[nodiscard]] Result<DiskStates> states();
    /// The machine that its memory fits; only while it runs.
    [[nodiscard]] Result<Traits> machine();

    /// Creates the tag in all disks: with memory, without it but with frozen file systems, or of a
    /// stopped VM. Removes it again on failure.
    [[nodiscard]] Result<void> save(const Snapshot &snapshot);
    /// Deletes the tag from all disks that have it, and the files beside them.
    [[nodiscard]] Result<void> erase(const Snapshot &snapshot);
    /// Applies it to a stopped VM's disks, and restores UEFI's variables. Idempotent.
    [[nodiscard]] Result<void> apply(const QString &name, const CancelToken &cancel = {});
    /// Loads the snapshot's memory into the running VM.
    [[nodiscard]] Result<void> load(const QString &name);

    // Pauses a running VM during a command; in two steps, so that many VMs can be asked before any
    // is waited for.
    [[nodiscard]] Result<void> beginHold();
    [[nodiscard]] Result<void> awaitHold();
    [[nodiscard]] Result<void> beginRelease();
    [[nodiscard]] Result<void> awaitRelease();

private:
    SnapshotVm(VmRef ref, QString stateDir, QString qemuImg, FileLock lock)
        : m_ref(std::move(ref)), m_stateDir(std::move(stateDir)), m_qemuImg(std::move(qemuImg)),
          m_lock(std::move(lock))
    {
    }
    [[nodiscard]] Result<void> connect(const Environment &environment);
    [[nodiscard]] Result<void> resolve(const Environment &environment);
    [[nodiscard]] Result<void> resolveRestore();
    [[nodiscard]] Result<void> resolveRecord(const Environment &environment);
    [[nodiscard]] Result<void> ask(const QString &action, const QString &tag,
                                   const std::vector<VmDisk> &disks);
    [[nodiscard]] QStringList memoryBlockers();
    [[nodiscard]] Error named(Error error) const;

    VmRef m_ref;
    QString m_stateDir;
    QString m_qemuImg;
    FileLock m_lock;
    std::optional<LaunchPlan> m_plan; ///< none: the VM never ran
    std::optional<KeeperCall> m_keeper;
    bool m_paused = false; ///< by the user
    std::vector<VmDisk> m_disks;
    SnapshotRecord m_record;
};

} // namespace hydra
