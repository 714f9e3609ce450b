// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/lab/load.h"

namespace hydra::cli {

/// Says what `up` does otherwise than the lab file may seem to say, each once.
void sayNotes(Session &session, const LoadedTarget &target);

} // namespace hydra::cli
