// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Which hardware acceleration this user may use. An open /dev/kvm does not prove that guests run:
/// see the keeper's acceleration rule.
struct AcceleratorFacts {
    bool kvm = false;
    bool hvf = false;
    QString kvmReason; ///< why not, and what to do; empty when it can be used
    bool operator==(const AcceleratorFacts &) const = default;
};

/// Opens DEVICE read-write for a moment (Linux) or asks kern.hv_support (macOS). Any thread.
[[nodiscard]] AcceleratorFacts acceleratorFacts(const QString &device = QStringLiteral("/dev/kvm"));

} // namespace hydra
