// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/client.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibrary>

namespace hydra {
namespace {

using Make = CriClient *(*)(const QString &);

// Beside the programs in a build, in their library directory once installed.
QString modulePath()
{
    const QString name = QStringLiteral("hydra_cri.so");
    const QString programs = QCoreApplication::applicationDirPath();
    const QString beside = programs + u'/' + name;
    return QFileInfo::exists(beside) ? beside : programs + QStringLiteral("/../lib/hydra/") + name;
}

} // namespace

Result<std::unique_ptr<CriClient>> makeCriClient(const QString &endpoint)
{
    static const QFunctionPointer loaded = QLibrary::resolve(modulePath(), "hydraMakeCriClient");
    if (!loaded)
        return fail(ErrorCode::Failed, QStringLiteral("the CRI module cannot be loaded"), modulePath(),
                    QStringLiteral("install Hydra again"));
    return std::unique_ptr<CriClient>(reinterpret_cast<Make>(loaded)(endpoint));
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
