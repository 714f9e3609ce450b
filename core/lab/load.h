// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/diagnostic.h"
#include "config/lab_spec.h"
#include "lab/registry.h"

namespace hydra {

/// A lab file that was read and is valid.
struct LoadedLab {
    QString file; ///< absolute
    QByteArray text;
    LabSpec spec;

    [[nodiscard]] VmRef ref(const QString &vm) const { return {spec.name, vm}; }
};

/// What is wrong with a lab file as one Error of code Invalid; its details hold a line for each.
[[nodiscard]] Error toError(const Diagnostics &diagnostics, const QString &file);

/// Reads FILE. An invalid file is an Error of code Invalid whose details hold one line for each
/// diagnostic.
[[nodiscard]] Result<LoadedLab> loadLabFile(const QString &file);

/// A target, resolved: the lab and the names of the VMs it means (one, or all in file order).
struct LoadedTarget {
    LoadedLab lab;
    QStringList vms;
};

/// Finds and reads the lab of a target. NotFound for an unknown lab or VM, Conflict when the
/// name in a target's file belongs to another file.
[[nodiscard]] Result<LoadedTarget> loadTarget(const Paths &paths, const Target &target);

/// The exactly one VM a target means: Invalid when it means several.
[[nodiscard]] Result<VmRef> singleVm(const LoadedTarget &target);

} // namespace hydra
