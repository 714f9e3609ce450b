// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/system_program.h"

#include "core/process/find_program.h"
#include "core/process/run.h"

namespace hydra {

Result<QString> findSystemProgram(const QString &name)
{
    Result<QString> found = findProgram(name);
    for (const char *directory : {"/usr/sbin/", "/sbin/"}) {
        if (!found && !name.contains(u'/'))
            if (auto there = findProgram(QLatin1String(directory) + name))
                return there;
    }
    return found;
}

Command withSystemPath(Command command)
{
    if (const auto path = findSystemProgram(command.program))
        command.program = *path;
    command.env.insert(QStringLiteral("PATH"),
                       qEnvironmentVariable("PATH") + QStringLiteral(":/usr/sbin:/sbin"));
    return command;
}

} // namespace hydra
