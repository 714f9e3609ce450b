// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/client.h"

#include "core/base/load_module.h"

namespace hydra {

Result<std::unique_ptr<CriClient>> makeCriClient(const QString &endpoint)
{
    using Make = CriClient *(*)(const QString &);
    const auto make = moduleFunction(QStringLiteral("hydra_cri.so"), "hydraMakeCriClient");
    if (!make)
        return fail(make.error());
    return std::unique_ptr<CriClient>(reinterpret_cast<Make>(*make)(endpoint));
}

QString toString(CriContainerState state)
{
    switch (state) {
    case CriContainerState::Created:
        return QStringLiteral("Created");
    case CriContainerState::Running:
        return QStringLiteral("Running");
    case CriContainerState::Exited:
        return QStringLiteral("Exited");
    case CriContainerState::Unknown:
        break;
    }
    return QStringLiteral("Unknown");
}

} // namespace hydra
