// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"

namespace hydra {

/// The complete argument list for one accelerator, -S included. FIRMWARE: nothing for QEMU's
/// default. Pure and total: planQemu has refused whatever cannot run.
[[nodiscard]] QStringList qemuArguments(const PlanInput &input, const QString &accelerator,
                                        const std::optional<FirmwareFiles> &firmware);

} // namespace hydra
