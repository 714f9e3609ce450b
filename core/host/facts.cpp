// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/facts.h"

namespace hydra {

QString debianArch(const QString &machineArch)
{
    return machineArch == u"aarch64" ? QStringLiteral("arm64") : QStringLiteral("amd64");
}

QString hostDebianArch()
{
    return debianArch(machineFacts().arch);
}

} // namespace hydra
