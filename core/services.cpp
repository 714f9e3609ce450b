// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "services.h"

#include "keeper/launch.h"
#include "lab/settings_file.h"

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

} // namespace hydra
