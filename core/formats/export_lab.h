// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/formats.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"

namespace hydra {

/// Exports a lab to another format: gathers what the format needs from this machine (hydractl's
/// path, keys, images), then calls exportAs. Blocks; worker threads.
[[nodiscard]] Result<Exported> exportLab(const Environment &environment, const LoadedTarget &target,
                                         const QString &format, bool withSecrets);

} // namespace hydra
