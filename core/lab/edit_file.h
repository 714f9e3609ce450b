// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/edit_lab.h"
#include "host/paths.h"

namespace hydra {

/// Patches a lab file in place (see editLab): atomically, under a lock against other writers, its mode
/// and comments kept. Blocks for a few milliseconds.
[[nodiscard]] Result<void> editLabFile(const Paths &paths, const QString &file, const std::vector<LabEdit> &edits);

} // namespace hydra
