// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace hydra {

/// Quotes a text for another program's language, one function each, so that the program takes it
/// literally. All pure. For shells there is shellWord (process/shell_word.h); YAML and XML have
/// writers of their own.

/// The value of a unit's ExecStart= that runs a program with exactly these arguments: systemd
/// expands neither variables nor specifiers in it (systemd.service(5), systemd.syntax(7)).
[[nodiscard]] QString systemdCommandLine(const QStringList &words);

/// One word of such a line, or a NAME=VALUE of Environment=.
[[nodiscard]] QString systemdWord(const QString &word);

/// A field of comma-separated values, as in Docker's --mount.
[[nodiscard]] QString csvField(const QString &text);

} // namespace hydra
