// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/vm_state.h"

namespace hydra {

/// What `wait` and `up --wait` wait for.
enum class Condition { Boot, Ssh, CloudInit, Containerd, Cri };

[[nodiscard]] std::optional<Condition> conditionFromString(const QString &text);
[[nodiscard]] QString toString(Condition condition);
/// Boot: the guest reached user space. CloudInit: finished. The others: their phase was seen;
/// Containerd and Cri: and the runtime is not lost (VmStatus::runtimeLostAtMs).
[[nodiscard]] bool holds(Condition condition, const VmStatus &status);
/// True when the condition can no longer be met in this run: stopped, crashed, stopping.
[[nodiscard]] bool isHopeless(const VmStatus &status);

} // namespace hydra
