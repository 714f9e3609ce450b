// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/edit_lab.h"
#include "core/host/paths.h"

namespace hydra {

/// Edits a lab file in place (see editLab): atomically, under a lock against other writers, keeping
/// its mode and comments. Blocks for a few milliseconds.
[[nodiscard]] Result<void> editLabFile(const Paths &paths, const QString &file,
                                       const std::vector<LabEdit> &edits);

/// Replaces a lab file by TEXT in the same way, provided that it still equals WAS. Invalid: TEXT is
/// no valid lab file; Conflict: another program changed the file; NotFound: it was removed. On
/// failure nothing is written. Without WAS the file is replaced whatever it contains, and created
/// if it is missing. Blocks for a few milliseconds.
[[nodiscard]] Result<void> saveLabFile(const Paths &paths, const QString &file,
                                       const std::optional<QByteArray> &was,
                                       const QByteArray &text);

} // namespace hydra
