// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/restore_intent.h"

#include "core/base/atomic_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace hydra {
namespace {

QString over(const QString &stateDir)
{
    return stateDir + QStringLiteral("/restored.json");
}

std::optional<RestoreIntent> read(const QString &path)
{
    const auto text = readFile(path, 64 << 10);
    if (!text)
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(*text).object();
    RestoreIntent intent{json[u"name"].toString(), json[u"tag"].toString(),
                         json[u"memory"].toBool()};
    return intent.tag.isEmpty() ? std::nullopt : std::optional(intent);
}

} // namespace

QString restoreIntentFile(const QString &stateDir)
{
    return stateDir + QStringLiteral("/restore.json");
}

Result<void> writeRestoreIntent(const QString &stateDir, const RestoreIntent &intent)
{
    const QJsonObject json{{QStringLiteral("name"), intent.name},
                           {QStringLiteral("tag"), intent.tag},
                           {QStringLiteral("memory"), intent.memory}};
    return writeFileAtomically(restoreIntentFile(stateDir), QJsonDocument(json).toJson());
}

std::optional<RestoreIntent> readRestoreIntent(const QString &stateDir)
{
    return read(restoreIntentFile(stateDir));
}

void dropRestoreIntent(const QString &stateDir)
{
    QFile::remove(restoreIntentFile(stateDir));
}

Result<void> confirmRestore(const QString &stateDir)
{
    if (std::rename(QFile::encodeName(restoreIntentFile(stateDir)).constData(),
                    QFile::encodeName(over(stateDir)).constData()) != 0)
        return fail(ErrorCode::Failed, QStringLiteral("cannot be renamed"),
                    restoreIntentFile(stateDir));
    return {};
}

std::optional<RestoreIntent> readRestored(const QString &stateDir)
{
    return read(over(stateDir));
}

void forgetRestored(const QString &stateDir)
{
    QFile::remove(over(stateDir));
}

} // namespace hydra
