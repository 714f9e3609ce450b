// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "lab/environment.h"

namespace hydra {

/// The version of Hydra, such as "0.1.0".
[[nodiscard]] QString version();

/// The composition root: what every program of ours (window, command line) builds first and hands
/// down. Reads the settings; a broken settings file is told in the environment. Fails when hydra-keeper
/// is missing.
[[nodiscard]] Result<Environment> makeEnvironment();

} // namespace hydra
