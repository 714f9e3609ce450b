// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/hypervisor.h"

namespace hydra {

void Hypervisor::moveConsole(const QString &console, const QString &, const QString &, Done done)
{
    done(fail(ErrorCode::Invalid, QStringLiteral("records no console"), console));
}

} // namespace hydra

#include "core/vm/moc_hypervisor.cpp"
