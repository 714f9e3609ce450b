// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/store.h"
#include "core/vm/launch_plan.h"

namespace hydra {

/// A VM's disk as QEMU knows it.
struct VmDisk {
    QString node; ///< disk0, data0, ...
    QString path;
    [[nodiscard]] QString file() const { return path.section(u'/', -1); }
    bool operator==(const VmDisk &) const = default;
};

/// The qcow2 disks in a QEMU command line that we wrote, the system disk first. Pure.
[[nodiscard]] std::vector<VmDisk> disksOf(const QStringList &qemuArguments);
[[nodiscard]] std::vector<VmDisk> disksOf(const LaunchPlan &plan);

/// The machine that a guest's memory fits: QEMU's version and everything the guest sees of its
/// hardware; not its name, MAC, forwards or paths. Pure.
[[nodiscard]] Traits machineOf(const LaunchAttempt &attempt, const QString &qemuVersion);
/// For the plan's attempt with ACCELERATOR, the instant or the cold one; nothing if there is none.
[[nodiscard]] std::optional<Traits> machineOf(const LaunchPlan &plan, const QString &accelerator,
                                              bool instant, const QString &qemuVersion);
[[nodiscard]] QString acceleratorIn(const Traits &machine);

/// How two machines differ: "memory: was 2 GiB, now 1 GiB", one per line; empty when they do not.
[[nodiscard]] QStringList differences(const Traits &was, const Traits &now);

} // namespace hydra
