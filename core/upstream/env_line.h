// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace hydra {

/// NAME= or NAME+= at the beginning of a word of shell, before its quotes are removed.
struct ShellAssignment {
    QString name; ///< empty: the word assigns nothing
    bool adds = false;
    qsizetype length = 0; ///< including the "="
};
[[nodiscard]] ShellAssignment assignmentOf(QStringView word);

/// Whether a word is probably the command for which the assignments before it are meant.
[[nodiscard]] bool looksLikeProgram(QStringView word);

/// What a line of an env file sets, where a shell would read it otherwise.
struct EnvLine {
    QString name;
    QString value;
    qsizetype valueAt = 0; ///< its position in the line
    bool isShell = false;  ///< the value has quotes or expansions and is to be read as shell
};

/// Reads a line of an env file, which is no script: `NAME=a b;c` is read to its end, except for a
/// comment behind a blank, as programs that take env files do. For upstream's settings also lines
/// as other formats have them: `NAME = 4`, `NAME: 4`, `NAME= 4`, with or without `export`, `set` or
/// `-` before. Nothing when a shell reads the line well, or it sets nothing. Pure.
[[nodiscard]] std::optional<EnvLine> readEnvLine(QStringView line);

/// The setting of upstream's that a word of shell names without setting it: `NAME`, `NAME:`,
/// `NAME=4` or `-eNAME=4` as an argument. Empty: none.
[[nodiscard]] QString settingNamedBy(const QString &word);

} // namespace hydra
