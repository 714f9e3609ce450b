// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "containers/pod_source.h"

#include "process/command.h"

#include <QJsonDocument>

namespace hydra::ui {
namespace {

// As a file that the shell makes of a word.
QString asFile(const QJsonObject &config)
{
    const QString json = QString::fromUtf8(QJsonDocument(config).toJson(QJsonDocument::Compact));
    return QStringLiteral("<(%1)").arg(shellLine({QStringLiteral("printf"), {QStringLiteral("%s"), json}, {}, {}, {}}));
}

} // namespace

QString runCommand(const QString &vm, const PodConfigs &configs, bool pull)
{
    QStringList args{QStringLiteral("crictl"), vm, QStringLiteral("run")};
    if (!pull)
        args << QStringLiteral("--no-pull");
    return shellLine({QStringLiteral("hydractl"), args, {}, {}, {}}) + u' ' + asFile(configs.container) + u' ' + asFile(configs.pod);
}

} // namespace hydra::ui
