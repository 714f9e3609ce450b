// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/exchange_files.h"

#include "core/base/atomic_file.h"
#include "core/base/ids.h"
#include "core/config/edit_lab.h"
#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "core/lab/load.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace hydra {
namespace {

const QString ownDirectory = QStringLiteral("export into a directory of its own");

QFileDevice::Permissions modeOf(const ExportedFile &file)
{
    QFileDevice::Permissions mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!file.secret)
        mode |= QFileDevice::ReadGroup | QFileDevice::ReadOther;
    if (file.executable)
        mode |= QFileDevice::ExeOwner;
    if (file.executable && !file.secret)
        mode |= QFileDevice::ExeGroup | QFileDevice::ExeOther;
    return mode;
}

QStringList targetsOf(const Exported &exported, const QString &path, const QString &dir)
{
    QStringList targets{path};
    for (auto file = exported.files.begin() + 1; file != exported.files.end(); ++file)
        targets << dir + file->name;
    return targets;
}

Result<void> checkTargets(const Exported &exported, const QStringList &targets)
{
    for (const QString &target : targets) {
        if (auto other = refuseLabFile(target, exported.labFile); !other)
            return other;
        if (QFileInfo::exists(target) && !QFileInfo::exists(targets.front()))
            return fail(ErrorCode::Conflict,
                        QStringLiteral("is there already and would be replaced"), target,
                        ownDirectory);
    }
    const QString main = QFileInfo(targets.front()).fileName();
    for (auto file = exported.files.begin() + 1; file != exported.files.end(); ++file) {
        if (file->name == main)
            return fail(ErrorCode::Conflict,
                        QStringLiteral("is the name of another file of this export"),
                        targets.front(), QStringLiteral("choose another name"));
    }
    return {};
}

} // namespace

QString nameFrom(const QString &text, const QString &instead)
{
    static const QRegularExpression foreign(QStringLiteral("[^a-z0-9]+"));
    QString name = text.toLower().replace(foreign, QStringLiteral("-"));
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    name = name.left(40);
    return isValidName(name) ? name : instead;
}

QString labNameFor(const QString &file)
{
    return nameFrom(QFileInfo(file).completeBaseName(), QStringLiteral("imported"));
}

Result<QByteArray> labTextOf(const Imported &imported, const QString &file)
{
    if (imported.text.isEmpty())
        return writeLab(imported.lab);
    const auto asItIs = readLab(imported.text, file);
    if (asItIs && *asItIs == imported.lab)
        return imported.text;
    // The text has no name of its own: the lab was named after its file, and would get FILE's name.
    const auto named =
        editLab(imported.text, file, {{{}, QStringLiteral("name"), imported.lab.name}});
    return named ? Result<QByteArray>(*named) : fail(toError(named.error(), file));
}

Result<void> writeImported(const Imported &imported, const QString &file)
{
    if (QFileInfo::exists(file))
        return fail(ErrorCode::Conflict, QStringLiteral("is there already"), file,
                    QStringLiteral("choose another name"));
    const auto text = labTextOf(imported, file);
    return text ? writeFileAtomically(file, *text) : fail(text.error());
}

Result<void> refuseLabFile(const QString &target, const QString &labFile)
{
    // Empty when TARGET does not exist.
    const QString canonical = QFileInfo(target).canonicalFilePath();
    if (canonical.isEmpty() || canonical != QFileInfo(labFile).canonicalFilePath())
        return {};
    return fail(ErrorCode::Conflict, QStringLiteral("is the lab file itself and would be replaced"),
                target, ownDirectory);
}

Result<QStringList> writeExported(const Exported &exported, const QString &path)
{
    const QString dir = QFileInfo(path).path() + u'/';
    const QStringList targets = targetsOf(exported, path, dir);
    if (auto free = checkTargets(exported, targets); !free)
        return fail(free.error());
    if (!QDir().mkpath(dir))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"), dir);
    for (std::size_t i = 0; i < exported.files.size(); ++i) {
        const ExportedFile &file = exported.files[i];
        if (auto written = writeFileAtomically(targets[qsizetype(i)], file.text, modeOf(file));
            !written)
            return fail(written.error());
    }
    return targets;
}

} // namespace hydra
