// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/places.h"

namespace hydra::test {

QString sourcePath(const char *relative)
{
    return QStringLiteral(HYDRA_SOURCE_DIR "/") + QLatin1String(relative);
}

QString programPath(const char *name)
{
    return QStringLiteral(HYDRA_BUILD_DIR "/bin/") + QLatin1String(name);
}

QString testPath(const char *name)
{
    return QStringLiteral(HYDRA_BUILD_DIR "/tests/") + QLatin1String(name);
}

QString shotPath(const char *name)
{
    return QStringLiteral(HYDRA_BUILD_DIR "/shots/") + QLatin1String(name);
}

QString guestStorePath()
{
    return QStringLiteral(HYDRA_BUILD_DIR "/guest-store");
}

} // namespace hydra::test
