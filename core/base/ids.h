// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace hydra {

/// A lab's or VM's name: `[a-z0-9][a-z0-9-]{0,39}`.
[[nodiscard]] bool isValidName(const QString &name);

/// One VM of one lab; written LAB/VM.
struct VmRef {
    QString lab;
    QString vm;

    [[nodiscard]] QString toString() const { return lab + QLatin1Char('/') + vm; }
    bool operator==(const VmRef &) const = default;
};

/// What a command line argument names: LAB, LAB/VM, or a lab file (the text ends in .yaml or .yml,
/// has two or more slashes, or is neither LAB nor LAB/VM and exists). For a file only `file` is
/// set.
struct Target {
    QString lab;
    QString vm; ///< empty: all VMs of the lab
    QString file;

    bool operator==(const Target &) const = default;
};

/// Error code Invalid when TEXT is none of the three.
[[nodiscard]] Result<Target> parseTarget(const QString &text);

/// 128 random bits as 32 lower-case hex digits, from the system's random source.
[[nodiscard]] QString randomId();

} // namespace hydra
