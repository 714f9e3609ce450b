// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/services.h"

#include "core/base/log_file.h"
#include "core/keeper_client/launch.h"
#include "core/lab/settings_file.h"

namespace hydra {

QString version()
{
    return QStringLiteral(HYDRA_VERSION);
}

Result<Environment> makeEnvironment()
{
    auto keeper = findKeeperProgram();
    if (!keeper)
        return fail(keeper.error());
    Environment environment;
    environment.paths = Paths::fromEnvironment();
    environment.keeperProgram = *keeper;
    if (const auto settings = loadSettings(environment.paths))
        environment.settings = *settings;
    else
        environment.settingsProblem = settings.error();
    environment.programs = choosePrograms(environment.settings);
    return environment;
}

void startProgramLog(const Paths &paths, const QString &program, bool verbose)
{
    setLogSink(writeLogToStderr, verbose ? LogLevel::Debug : LogLevel::Warning);
    addLogSink(logFileSink({.path = paths.programLog(program)}),
               verbose ? LogLevel::Debug : LogLevel::Info);
    logQtMessages();
}

} // namespace hydra
