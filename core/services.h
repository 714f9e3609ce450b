// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/lab/environment.h"

namespace hydra {

/// The version of Hydra, such as "0.1.0".
[[nodiscard]] QString version();

/// The composition root: the first thing each of our programs (window, command line) builds and
/// passes on. Reads the settings; a broken settings file is reported in the environment. Fails when
/// hydra-keeper is missing.
[[nodiscard]] Result<Environment> makeEnvironment();

/// Has PROGRAM ("hydractl") log into its file in the state directory, Qt's messages included.
/// VERBOSE: everything, and also to stderr.
void startProgramLog(const Paths &paths, const QString &program, bool verbose);

} // namespace hydra
