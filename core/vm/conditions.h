// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/vm_state.h"

namespace hydra {

/// What `wait` and `up --wait` wait for.
enum class Condition { Boot, Ssh, CloudInit, Containerd, Cri };

[[nodiscard]] std::optional<Condition> conditionFromString(const QString &text);
[[nodiscard]] QString toString(Condition condition);
/// Boot: user space. CloudInit: finished. The others: their phase or a later one was reached.
[[nodiscard]] bool holds(Condition condition, const VmStatus &status);
/// True when it can no longer come true in this start: stopped, crashed, stopping.
[[nodiscard]] bool isHopeless(const VmStatus &status);

} // namespace hydra
