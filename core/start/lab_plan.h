// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/environment.h"
#include "core/lab/load.h"

#include <QJsonObject>

namespace hydra {

/// The output of `plan`: what `up` would run, as JSON. Fails only for the lab file's mistakes; what
/// this host lacks is in `warnings`. Starts and writes nothing (except the cache of host facts).
/// Blocks; worker threads.
[[nodiscard]] Result<QJsonObject> labPlan(const Environment &environment,
                                          const LoadedTarget &target);

} // namespace hydra
