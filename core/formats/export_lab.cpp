// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/formats/export_lab.h"
#include "core/export/gather_shell_guests.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace hydra {
namespace {

// hydractl is installed beside the keeper.
QString hydractlOf(const Environment &environment)
{
    const QString beside =
        QFileInfo(environment.keeperProgram).dir().filePath(QStringLiteral("hydractl"));
    if (QFileInfo(beside).isExecutable())
        return QDir::cleanPath(beside);
    const QString found = QStandardPaths::findExecutable(QStringLiteral("hydractl"));
    return found.isEmpty() ? QStringLiteral("/usr/bin/hydractl") : found;
}

} // namespace

Result<Exported> exportLab(const Environment &environment, const LoadedTarget &target,
                           const QString &format, bool withSecrets)
{
    ExportRequest request;
    request.lab = target.lab.spec;
    request.vms = target.vms;
    request.labFile = target.lab.file;
    request.withSecrets = withSecrets;
    request.host = thisUpstreamHost();
    request.places = {hydractlOf(environment), QDir::homePath(), environment.paths.labsDir()};
    if (format == u"shell") {
        auto guests = gatherShellGuests(environment, request);
        if (!guests)
            return fail(guests.error());
        request.shell = std::move(*guests);
    }
    return exportAs(format, request);
}

} // namespace hydra
