// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/registry.h"

#include "core/base/atomic_file.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace hydra {
namespace {

QString recordOf(const Paths &paths, const QString &name)
{
    return paths.labState(name) + QStringLiteral("/lab.json");
}

/// Empty when no record is there.
Result<QString> rememberedFile(const Paths &paths, const QString &name)
{
    const QString record = recordOf(paths, name);
    const auto text = readFile(record, 64 << 10);
    if (!text)
        return text.error().code == ErrorCode::NotFound ? Result<QString>(QString())
                                                        : fail(text.error());
    const QString file =
        QJsonDocument::fromJson(*text).object().value(QStringLiteral("file")).toString();
    if (!file.isEmpty())
        return file;
    return fail(ErrorCode::Failed, QStringLiteral("is damaged: it names no lab file"), record,
                QStringLiteral("write {\"file\": \"/PATH/OF/%1.yaml\"} into it").arg(name));
}

Result<QString> labFileOf(const Paths &paths, const QString &name)
{
    const QString created = paths.labFile(name);
    if (QFileInfo::exists(created))
        return QFileInfo(created).absoluteFilePath();
    return rememberedFile(paths, name);
}

} // namespace

std::vector<KnownLab> knownLabs(const Paths &paths)
{
    std::map<QString, QString> files;
    for (const QFileInfo &dir :
         QDir(paths.stateDir).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto file = rememberedFile(paths, dir.fileName());
        if (file && !file->isEmpty())
            files[dir.fileName()] = *file;
    }
    for (const QFileInfo &file :
         QDir(paths.labsDir()).entryInfoList({QStringLiteral("*.yaml")}, QDir::Files)) {
        if (isValidName(file.completeBaseName()))
            files[file.completeBaseName()] = file.absoluteFilePath();
    }
    std::vector<KnownLab> labs;
    for (const auto &[name, file] : files)
        labs.push_back({name, file});
    return labs;
}

Result<KnownLab> findLab(const Paths &paths, const QString &name)
{
    const auto file = labFileOf(paths, name);
    if (!file)
        return fail(file.error());
    if (file->isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no lab is called '%1'").arg(name), {},
                    QStringLiteral(
                        "see `hydractl list`, or make it with `hydractl create %1 --preset demo`")
                        .arg(name));
    return KnownLab{name, *file};
}

Result<void> checkLabName(const Paths &paths, const QString &name, const QString &file)
{
    const auto owner = labFileOf(paths, name);
    if (!owner)
        return fail(owner.error());
    if (owner->isEmpty() || QFileInfo(*owner) == QFileInfo(file))
        return {};
    return fail(ErrorCode::Conflict,
                QStringLiteral("the lab name '%1' belongs to %2").arg(name, *owner), file,
                QStringLiteral(
                    "give this lab another `name:`, or remove the other with `hydractl delete %1`")
                    .arg(name));
}

Result<void> claimLabName(const Paths &paths, const QString &name, const QString &file)
{
    if (auto checked = checkLabName(paths, name, file); !checked)
        return checked;
    if (!QFileInfo::exists(file))
        return fail(ErrorCode::NotFound, QStringLiteral("the lab's file is gone"), file,
                    QStringLiteral("the lab was deleted or moved in the meantime"));
    if (auto made = makePrivateDir(paths.stateDir); !made)
        return made;
    if (auto made = makePrivateDir(paths.labState(name)); !made)
        return made;
    const QString absolute = QFileInfo(file).absoluteFilePath();
    if (const auto remembered = rememberedFile(paths, name); remembered && *remembered == absolute)
        return {};
    const QJsonObject record{{QStringLiteral("file"), absolute}};
    return writeFileAtomically(recordOf(paths, name), QJsonDocument(record).toJson());
}

} // namespace hydra
