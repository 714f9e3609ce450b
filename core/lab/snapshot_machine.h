// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/store.h"
#include "vm/launch_plan.h"

namespace hydra {

/// A disk of a VM as QEMU has it.
struct VmDisk {
    QString node; ///< disk0, data0, ...
    QString path;
    [[nodiscard]] QString file() const { return path.section(u'/', -1); }
    bool operator==(const VmDisk &) const = default;
};

/// The qcow2 disks in a QEMU command line of ours, the system disk first. Pure.
[[nodiscard]] std::vector<VmDisk> disksOf(const QStringList &qemuArguments);
[[nodiscard]] std::vector<VmDisk> disksOf(const LaunchPlan &plan);

/// What a guest's memory belongs to: QEMU's version and all that the guest sees of its machine; not its
/// name, its MAC, forwards or paths. Pure.
[[nodiscard]] Traits machineOf(const LaunchAttempt &attempt, const QString &qemuVersion);
/// Of the attempt with ACCELERATOR, an instant or a cold start; nothing when the plan has none.
[[nodiscard]] std::optional<Traits> machineOf(const LaunchPlan &plan, const QString &accelerator, bool instant, const QString &qemuVersion);
[[nodiscard]] QString acceleratorIn(const Traits &machine);

/// How two machines differ: "memory: was 2 GiB, now 1 GiB", one per line; empty: not at all.
[[nodiscard]] QStringList differences(const Traits &was, const Traits &now);

} // namespace hydra
