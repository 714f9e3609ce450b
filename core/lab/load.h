// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/lab/registry.h"
#include "core/yaml/diagnostic.h"

namespace hydra {

/// A lab file that was read and validated.
struct LoadedLab {
    QString file; ///< absolute
    QByteArray text;
    LabSpec spec;

    [[nodiscard]] VmRef ref(const QString &vm) const { return {spec.name, vm}; }
};

/// The errors of a lab file as a single Error of code Invalid, whose details list them one per
/// line.
[[nodiscard]] Error toError(const Diagnostics &diagnostics, const QString &file);

/// Reads FILE. An invalid file is an Error of code Invalid whose details hold one line for each
/// diagnostic.
[[nodiscard]] Result<LoadedLab> loadLabFile(const QString &file);

/// A resolved target: the lab and the names of its VMs that are meant (one, or all in file order).
struct LoadedTarget {
    LoadedLab lab;
    QStringList vms;
};

/// Finds and reads the lab of a target. NotFound for an unknown lab or VM, Conflict when the
/// name in a target's file belongs to another file.
[[nodiscard]] Result<LoadedTarget> loadTarget(const Paths &paths, const Target &target);

/// The only VM of a target; Invalid when there are several.
[[nodiscard]] Result<VmRef> singleVm(const LoadedTarget &target);

} // namespace hydra
