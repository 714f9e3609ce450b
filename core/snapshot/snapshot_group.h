// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/lab_lock.h"
#include "core/lab/load.h"
#include "core/snapshot/snapshot_vm.h"

#include <functional>

namespace hydra {

/// The opened VMs of one snapshot command, in the lab file's order; stopped ones cannot be started
/// meanwhile unless the lock is released. Worker threads.
struct SnapshotGroup {
    std::optional<LabLock> starts; ///< only if some VM is stopped
    std::vector<SnapshotVm> vms;
};

enum class Without { Refuse, LeaveOut }; ///< a VM that has no disk yet
[[nodiscard]] Result<SnapshotGroup> openGroup(const Environment &environment,
                                              const LoadedTarget &target, Without without,
                                              const JobContext &job);

using VmList = std::vector<SnapshotVm *>;
/// Runs WORK for all VMs concurrently, each in a thread; returns the first failure.
[[nodiscard]] Result<void> forAll(const VmList &vms,
                                  const std::function<Result<void>(SnapshotVm &)> &work);

/// Pauses VMs during its lifetime; all are asked before any is waited for. Those that were running
/// are resumed together by `release`, at the latest by the destructor.
class Hold
{
public:
    explicit Hold(VmList running) : m_vms(std::move(running)) {}
    ~Hold();
    Hold(const Hold &) = delete;
    Hold &operator=(const Hold &) = delete;
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> release();
    /// Adds a VM that is paused as well, to be resumed with the others.
    void add(SnapshotVm *vm) { m_vms.push_back(vm); }

private:
    VmList m_vms;
};

void say(const JobContext &job, const QString &words);

} // namespace hydra
