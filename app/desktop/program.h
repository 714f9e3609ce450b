// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desktop.h"

#include <functional>

namespace hydra {

/// All that hydra-desktop's main does: reads the arguments, lets one window per user run, shows it and
/// returns the exit code. READY is told of the window before it is shown; for programs that watch it.
int runDesktop(int argc, char **argv, const std::function<void(Desktop &)> &ready = {});

} // namespace hydra
