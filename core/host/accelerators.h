// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Which hardware acceleration this user may use. That /dev/kvm can be opened does not prove that
/// guests run: the keeper falls back when they do not (CONTRIBUTING.md, "The keeper").
struct AcceleratorFacts {
    bool kvm = false;
    bool hvf = false;
    QString kvmReason; ///< why KVM cannot be used and what to do; empty when it can
    bool operator==(const AcceleratorFacts &) const = default;
};

/// Opens DEVICE read-write and closes it again (Linux), or asks kern.hv_support (macOS). Any
/// thread.
[[nodiscard]] AcceleratorFacts acceleratorFacts(const QString &device = QStringLiteral("/dev/kvm"));

} // namespace hydra
