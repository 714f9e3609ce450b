// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/exchange/exchange.h"

namespace hydra {

/// The assignments in an env file or a script.
struct EnvText {
    /// Each name once, with its last value, in the order of first assignments.
    UpstreamEnv variables;
    QStringList leftOut; ///< names whose last value could not be determined
    QStringList notes;   ///< "line 3: NAME is left out: why"; at most 200
};

/// Reads the assignments in TEXT: an env file, or a script such as upstream's run-*.sh. Nothing is
/// ever executed. Supported are `NAME=value`, `NAME+=value`, `export` and its like, `unset`,
/// assignments before a command, `: ${NAME:=default}`, comments, continued lines, here documents
/// (skipped), single, double and $'' quotes, and variables set earlier in the text. Unless the text
/// begins with `#!`, its lines are those of an env file (env_line.h).
///
/// What only execution would show is left out with a note: command substitutions, arithmetic,
/// arrays, variables that the text does not set. `$HOME` and `~` are kept, with a note. Assignments
/// under a condition are taken, with a note. What names one of upstream's settings without setting
/// it, such as `NAME = 4` in a script, is noted. Invalid: more than 1 MiB, invalid UTF-8, or zero
/// bytes. Pure.
[[nodiscard]] Result<EnvText> readEnvText(const QByteArray &text);

/// A text as one literal word of bash: in single quotes, or in $'' if it contains carriage returns.
[[nodiscard]] QString shellQuoted(const QString &text);

/// A bash script that exports ENV and then execs COMMAND. Each of COMMENTS becomes a line at the
/// top; values are literal.
[[nodiscard]] QByteArray writeEnvScript(const UpstreamEnv &env, const QStringList &comments,
                                        const QString &command);

} // namespace hydra
