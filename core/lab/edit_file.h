// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/edit_lab.h"
#include "host/paths.h"

namespace hydra {

/// Patches a lab file in place (see editLab): atomically, under a lock against other writers, its mode
/// and comments kept. Blocks for a few milliseconds.
[[nodiscard]] Result<void> editLabFile(const Paths &paths, const QString &file, const std::vector<LabEdit> &edits);

/// Replaces a lab file that still reads as WAS by TEXT, in the same way. Invalid: TEXT is no valid lab file;
/// Conflict: somebody else changed the file; NotFound: it is gone. Then nothing is written. WAS none: whatever
/// the file is now, and a file that is gone is made anew. Blocks for a few milliseconds.
[[nodiscard]] Result<void> saveLabFile(const Paths &paths, const QString &file, const std::optional<QByteArray> &was,
                                       const QByteArray &text);

} // namespace hydra
