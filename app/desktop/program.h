// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/desktop.h"

#include <functional>

namespace hydra {

/// hydra-desktop's main: reads the arguments, ensures one window per user, shows it and returns the
/// exit code. READY gets the window before it is shown, for programs that observe it.
int runDesktop(int argc, char **argv, const std::function<void(Desktop &)> &ready = {});

} // namespace hydra
