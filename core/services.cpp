// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "services.h"

#include "keeper/launch.h"

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
    return Environment{Paths::fromEnvironment(), *keeper};
}

} // namespace hydra
