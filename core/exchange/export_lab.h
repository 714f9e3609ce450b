// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/formats.h"
#include "lab/environment.h"
#include "lab/load.h"

namespace hydra {

/// A lab in another format, from this machine: collects what the format wants to know of it (where hydractl is,
/// keys, images), then exportAs. Blocks; worker threads.
[[nodiscard]] Result<Exported> exportLab(const Environment &environment, const LoadedTarget &target, const QString &format, bool withSecrets);

} // namespace hydra
