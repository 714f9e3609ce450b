// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/pod_source.h"

#include "core/process/command.h"

#include <QJsonDocument>

namespace hydra::ui {
namespace {

// A process substitution: the shell makes a file of the text.
QString asFile(const QJsonObject &config)
{
    const QString json = QString::fromUtf8(QJsonDocument(config).toJson(QJsonDocument::Compact));
    return QStringLiteral("<(%1)").arg(
        shellLine({.program = QStringLiteral("printf"), .args = {QStringLiteral("%s"), json}}));
}

} // namespace

QString runCommand(const QString &vm, const PodConfigs &configs, bool pull)
{
    QStringList args{QStringLiteral("crictl"), vm, QStringLiteral("run")};
    if (!pull)
        args << QStringLiteral("--no-pull");
    return shellLine({.program = QStringLiteral("hydractl"), .args = args}) + u' ' +
           asFile(configs.container) + u' ' + asFile(configs.pod);
}

} // namespace hydra::ui
