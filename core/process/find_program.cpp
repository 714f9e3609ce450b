// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/find_program.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace hydra {

Result<QString> findProgram(const QString &name)
{
    const QFileInfo info(name);
    const QString found =
        name.contains(u'/')
            ? (info.isFile() && info.isExecutable() ? info.absoluteFilePath() : QString())
            : QStandardPaths::findExecutable(name);
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no such program"), name,
                    name.contains(u'/') ? QStringLiteral("check the path")
                                        : QStringLiteral("install it or add its folder to PATH"));
    return found;
}

Result<QString> findOwnProgram(const QString &name, const char *variable)
{
    const QString chosen = qEnvironmentVariable(variable);
    if (!chosen.isEmpty())
        return findProgram(chosen);
    const QString beside = QCoreApplication::applicationDirPath() + u'/' + name;
    return QFileInfo(beside).isExecutable() ? Result<QString>(beside) : findProgram(name);
}

} // namespace hydra
