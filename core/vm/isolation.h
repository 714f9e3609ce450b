// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/edit_lab.h"
#include "core/config/lab_spec.h"

#include <QJsonObject>

namespace hydra {

/// One thing that speaks for a VM's isolation or against it.
struct IsolationReason {
    int weight = 0; ///< 0: speaks for it; 1: opens it a little; 2: opens it to this machine
    QString words;
    QString advice;             ///< the change that would close it; empty: there is none
    std::vector<LabEdit> fix{}; ///< the same for the lab file; empty: not by an edit alone
    bool operator==(const IsolationReason &) const = default;
};

/// How well a VM is shut off from this machine, its lab and the rest of the world.
struct Isolation {
    /// A (nothing is open), B (1 or 2 of weight in sum), C (3, 4), D (5, 6), E (more).
    QString grade;
    std::vector<IsolationReason> reasons; ///< first what speaks for it, then by weight

    /// What weighs most, rather what an edit closes: the change to begin with; null: none.
    [[nodiscard]] const IsolationReason *next() const;
    bool operator==(const Isolation &) const = default;
};

/// Judges VM, which is one of LAB's, under ACCELERATOR (kvm, hvf, tcg; empty: not known yet). QEMU
/// counts no bug of TCG as a security problem (docs/system/security.rst), hence its weight. Pure.
[[nodiscard]] Isolation judgeIsolation(const LabSpec &lab, const VmSpec &vm,
                                       const QString &accelerator);

/// {"grade", "reasons": [{"weight", "words", "advice"}]}.
[[nodiscard]] QJsonObject toJson(const Isolation &isolation);

} // namespace hydra
