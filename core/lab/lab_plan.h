// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/environment.h"
#include "lab/load.h"

#include <QJsonObject>

namespace hydra {

/// What `up` would run, as the contract's `plan` JSON. Judges only the file: what this host lacks is
/// in `warnings`. Starts and writes nothing (but the cache of host facts). Blocks; worker threads.
[[nodiscard]] Result<QJsonObject> labPlan(const Environment &environment, const LoadedTarget &target);

} // namespace hydra
