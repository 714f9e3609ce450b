// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Why something failed, in the words of hydractl's exit codes.
enum class ErrorCode {
    Failed,
    Invalid,
    NotFound,
    Conflict,
    TimedOut,
    Cancelled,
    Unavailable, ///< the peer cannot be reached, or the connection broke
    Unsupported, ///< the peer answered that it does not know the request
};

/// What happened, where, and what to do next. A plain value: it travels unchanged from where it
/// arose to the last step, which alone formats it. `details` holds raw text (a tool's stderr).
struct Error {
    ErrorCode code = ErrorCode::Failed;
    QString what;
    QString where;
    QString hint;
    QString details;

    bool operator==(const Error &) const = default;
};

/// One line for people: "WHERE: WHAT; HINT". Parts that are empty leave no trace.
[[nodiscard]] QString formatError(const Error &error);

/// The exit code of hydractl: 2 invalid, 3 not found, 4 conflict, 5 timed out, 1 any other.
[[nodiscard]] int exitCode(ErrorCode code);

} // namespace hydra
