// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/settings.h"
#include "host/paths.h"

namespace hydra {

/// $XDG_CONFIG_HOME/hydra/settings.yaml. Small blocking reads and writes; any thread.
[[nodiscard]] QString settingsFile(const Paths &paths);

/// Defaults when there is no file. A broken one is Invalid; its details hold a line for each
/// mistake.
[[nodiscard]] Result<Settings> loadSettings(const Paths &paths);

/// Makes the edits in the file, which keeps its comments, and replaces it whole (0600): the
/// settings as they are now. On failure the file stays as it was. Writers wait for each other.
[[nodiscard]] Result<Settings> changeSettings(const Paths &paths,
                                              const std::vector<SettingEdit> &edits);

} // namespace hydra
