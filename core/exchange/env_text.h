// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "exchange/exchange.h"

namespace hydra {

/// The assignments of an env file or a script.
struct EnvText {
    UpstreamEnv variables; ///< each name once, with its last value, in the order of first assignments
    QStringList leftOut;   ///< names whose last value nobody knows
    QStringList notes;     ///< "line 3: NAME is left out: why"; 200 at most
};

/// Reads the assignments of TEXT: an env file, or a script such as upstream's run-*.sh. Nothing is ever run.
/// Known are `NAME=value`, `NAME+=value`, `export` and its like, `unset`, assignments before a command,
/// `: ${NAME:=default}`, comments, continued lines, here documents (skipped), single, double and $'' quotes, and
/// variables that were set before. Where the text must be no script (no `#!` line), a line such as
/// `NAME=a b;c` is read to its end, as env files of other programs mean it.
///
/// What only a run would tell is left out with a note: command substitutions, sums, arrays, variables that are
/// not set in the text. `$HOME` and `~` stay as they are, with a note. What stands under a condition is taken,
/// with a note. Invalid: more than 1 MiB, no UTF-8, or zero bytes. Pure.
[[nodiscard]] Result<EnvText> readEnvText(const QByteArray &text);

/// A text as one word of bash, in single quotes ($'' where it has carriage returns): nothing in it means anything to a shell.
[[nodiscard]] QString shellQuoted(const QString &text);

/// A bash script that exports ENV and becomes COMMAND. A line of COMMENTS each above it; values are literal.
[[nodiscard]] QByteArray writeEnvScript(const UpstreamEnv &env, const QStringList &comments, const QString &command);

} // namespace hydra
