// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/local_listener.h"

#include <QFile>
#include <QLocalServer>

namespace hydra {

Result<void> listenPrivately(QLocalServer &server, const QString &path)
{
    QLocalServer::removeServer(path);
    if (!server.listen(path) ||
        !QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(ErrorCode::Failed,
                    QStringLiteral("cannot listen: %1").arg(server.errorString()), path);
    return {};
}

} // namespace hydra
