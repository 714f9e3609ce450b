// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"

namespace hydra::cli {

/// `image pull` and `image catalogue`.
void addImagePull(CLI::App &image, Action &action);

} // namespace hydra::cli
