// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/vm/vm_state.h"

#include <optional>
#include <vector>

namespace hydra {

/// How long after a boot's beginning a phase was reached.
struct PhaseDelay {
    Phase phase = Phase::None;
    qint64 ms = 0;
    bool operator==(const PhaseDelay &) const = default;
};

/// One boot, as it is kept per image.
struct BootRecord {
    qint64 atMs = 0; ///< when it began, Unix time
    VmRef vm;
    QString accelerator;
    /// "first" (cloud-init set up the guest), "again" (it had before), "instant" (a frozen guest
    /// went on). Only boots of one kind are compared.
    QString kind;
    std::vector<PhaseDelay> phases; ///< in the order of their times
    bool operator==(const BootRecord &) const = default;

    /// The last phase that is a measure: CRI where it was asked for, else containerd, SSH...
    [[nodiscard]] const PhaseDelay *last() const;
};

/// The boot in STATUS; nothing when it has no phase yet. CRI is only asked for by clients: when it
/// was noted long after containerd, it says when somebody looked, and is left out. Pure.
[[nodiscard]] std::optional<BootRecord> bootRecord(const VmStatus &status);

/// What is slower than usual, in words, or nothing. BOOT is compared with the latest BOOTS (20 at
/// most, 5 at least) before it of its accelerator and kind: it regressed when its last phase took
/// more than 1.5 times their median, and 2 s more. The words name the step that lost most. Pure.
[[nodiscard]] QString regressionOf(const BootRecord &boot, const std::vector<BootRecord> &boots,
                                   const QString &image);

/// The boots of an image, oldest first, at most 60. Nothing known is an empty list; so is a file
/// that somebody damaged.
[[nodiscard]] std::vector<BootRecord> readBootHistory(const QString &file);

/// Adds BOOT to FILE, under a lock, since several VMs share an image. Conflict while another holds
/// the lock: try again. Returns the boots that were there before. Any thread; does not wait.
[[nodiscard]] Result<std::vector<BootRecord>> addToBootHistory(const QString &file,
                                                               const BootRecord &boot);

[[nodiscard]] QJsonObject toJson(const BootRecord &boot);

} // namespace hydra
