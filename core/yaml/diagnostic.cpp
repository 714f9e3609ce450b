// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/diagnostic.h"

namespace hydra {

QString formatDiagnostic(const Diagnostic &diagnostic)
{
    QString line = diagnostic.file;
    if (diagnostic.line > 0)
        line += QStringLiteral(":%1:%2").arg(diagnostic.line).arg(diagnostic.column);
    line += QStringLiteral(": ");
    if (!diagnostic.key.isEmpty())
        line += diagnostic.key + QStringLiteral(": ");
    line += diagnostic.what;
    if (!diagnostic.hint.isEmpty())
        line += QStringLiteral("; ") + diagnostic.hint;
    return line;
}

} // namespace hydra
