// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

/// How large the logs of a VM become. What a guest does must not fill this machine's disk, so a log
/// that has reached its limit is renamed to NAME.1, which replaces the one before, and begun anew:
/// the newest part stays, about twice the limit, for sizes are looked at every few seconds.
namespace hydra {

constexpr qint64 consoleLogLimit = 16 << 20; ///< serial.log, hvc0.log
constexpr qint64 eventLogLimit = 1 << 20;    ///< vm.log
/// Of programs that hold their log open, such as QEMU. Their NAME.1 is a copy, and what they write
/// while it is made may be lost.
constexpr qint64 programLogLimit = 4 << 20;

/// For a log that a program appends to and holds open: copies it to PATH.1 and empties it, when it
/// is larger than LIMIT; of more than twice LIMIT only the last LIMIT bytes. True when it was.
/// Blocks for the copy; the log is emptied even if there is no space for a copy.
bool limitProgramLog(const QString &path, qint64 limit = programLogLimit);

} // namespace hydra
