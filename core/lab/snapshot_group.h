// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/load.h"
#include "lab/snapshot_vm.h"

#include <functional>

namespace hydra {

/// The VMs of one snapshot command, all open, in the order of the lab file; stopped ones cannot be
/// started meanwhile unless their lock is given back. Worker threads.
struct SnapshotGroup {
    std::optional<FileLock> starts; ///< up.lock; only if some VM is stopped
    std::vector<SnapshotVm> vms;
};

enum class Without { Refuse, LeaveOut }; ///< a VM that has no disk yet
[[nodiscard]] Result<SnapshotGroup> openGroup(const Environment &environment, const LoadedTarget &target, Without without,
                                              const JobContext &job);

using VmList = std::vector<SnapshotVm *>;
/// Runs WORK for all at once, each on its thread, and waits for all; the first failure is told.
[[nodiscard]] Result<void> forAll(const VmList &vms, const std::function<Result<void>(SnapshotVm &)> &work);

/// While it lives the VMs are paused: all were told before the first was waited for. Those that ran go on
/// together with `release`, at the latest when it is destroyed.
class Hold
{
public:
    explicit Hold(VmList running) : m_vms(std::move(running)) {}
    ~Hold();
    Hold(const Hold &) = delete;
    Hold &operator=(const Hold &) = delete;
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> release();
    /// Others that are paused as well are to go on with these.
    void add(SnapshotVm *vm) { m_vms.push_back(vm); }

private:
    VmList m_vms;
};

void say(const JobContext &job, const QString &words);

} // namespace hydra
