// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/exchange/exchange.h"

namespace hydra {

/// Writes imported and exported values to files, for the command line and the window. The functions
/// that are not pure block briefly: the work of a Job.

/// TEXT turned into a valid name of a lab or VM; INSTEAD when nothing of it can be used. Pure.
[[nodiscard]] QString nameFrom(const QString &text, const QString &instead);
/// The default name of a lab in FILE: the stem, corrected if it is no valid name. Pure.
[[nodiscard]] QString labNameFor(const QString &file);

/// The text to write to FILE for an imported lab. Pure.
[[nodiscard]] Result<QByteArray> labTextOf(const Imported &imported, const QString &file);
/// Writes labTextOf's text. Conflict when FILE exists; nothing is ever overwritten.
[[nodiscard]] Result<void> writeImported(const Imported &imported, const QString &file);

/// Conflict when TARGET is the lab file that is exported, by whatever path.
[[nodiscard]] Result<void> refuseLabFile(const QString &target, const QString &labFile);
/// Writes the main file to PATH, atomically, and the others beside it; creates the directory. Files
/// with secrets are readable by their owner only. Returns the paths, the main one first. Conflict
/// when another of the files exists but the main one does not, so that this is no earlier export,
/// or when one of them is the lab file itself.
[[nodiscard]] Result<QStringList> writeExported(const Exported &exported, const QString &path);

} // namespace hydra
