// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include <QStringList>

namespace hydra {

QString formatError(const Error &error)
{
    QString line = error.where.isEmpty() ? QString() : error.where + QStringLiteral(": ");
    line += error.what;
    if (!error.hint.isEmpty())
        line += QStringLiteral("; ") + error.hint;
    return line;
}

int exitCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
        return 2;
    case ErrorCode::NotFound:
        return 3;
    case ErrorCode::Conflict:
        return 4;
    case ErrorCode::TimedOut:
        return 5;
    case ErrorCode::Failed:
    case ErrorCode::Cancelled:
    case ErrorCode::Unavailable:
    case ErrorCode::Unsupported:
        break;
    }
    return 1;
}

} // namespace hydra
