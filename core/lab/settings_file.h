// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/settings.h"
#include "core/host/paths.h"

namespace hydra {

/// $XDG_CONFIG_HOME/hydra/settings.yaml. Small blocking reads and writes; any thread.
[[nodiscard]] QString settingsFile(const Paths &paths);

/// Defaults when there is no file. A broken one is Invalid; its details list the mistakes, one per
/// line.
[[nodiscard]] Result<Settings> loadSettings(const Paths &paths);

/// Edits the file, keeping its comments, and replaces it atomically (0600); returns the new
/// settings. On failure the file is unchanged. Writers wait for each other.
[[nodiscard]] Result<Settings> changeSettings(const Paths &paths,
                                              const std::vector<SettingEdit> &edits);

} // namespace hydra
