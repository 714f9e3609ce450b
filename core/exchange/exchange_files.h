// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "exchange/exchange.h"

namespace hydra {

/// From values to files, for the command line and the window. All but the pure ones block for a small file's sake:
/// the work of a Job.

/// A lab's or VM's name like TEXT; INSTEAD when nothing of it can be one. Pure.
[[nodiscard]] QString nameFrom(const QString &text, const QString &instead);
/// What a lab in FILE would be called: its stem, mended when it cannot be a lab's name. Pure.
[[nodiscard]] QString labNameFor(const QString &file);

/// The lab file of what was imported, to be kept as FILE. Pure.
[[nodiscard]] Result<QByteArray> labTextOf(const Imported &imported, const QString &file);
/// Writes labTextOf. Conflict: FILE is there already; nothing is ever overwritten.
[[nodiscard]] Result<void> writeImported(const Imported &imported, const QString &file);

/// Conflict when TARGET is the lab file that is exported, by whatever path.
[[nodiscard]] Result<void> refuseLabFile(const QString &target, const QString &labFile);
/// Writes the main file as PATH, replaced whole or not at all, and the others beside it; makes the directory. What holds secrets is for
/// its owner alone. Returns the paths, the main one first. Conflict: one of the others is there and the main file is
/// not, so it is no earlier export; one of them all is the lab file itself.
[[nodiscard]] Result<QStringList> writeExported(const Exported &exported, const QString &path);

} // namespace hydra
