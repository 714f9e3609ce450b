// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/exchange_files.h"

#include "base/atomic_file.h"
#include "base/ids.h"
#include "config/edit_lab.h"
#include "config/read_lab.h"
#include "config/write_lab.h"
#include "lab/load.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

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

} // namespace

QString labNameFor(const QString &file)
{
    static const QRegularExpression foreign(QStringLiteral("[^a-z0-9]+"));
    QString name = QFileInfo(file).completeBaseName().toLower().replace(foreign, QStringLiteral("-"));
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    name = name.left(40);
    return isValidName(name) ? name : QStringLiteral("imported");
}

Result<QByteArray> labTextOf(const Imported &imported, const QString &file)
{
    if (imported.text.isEmpty())
        return writeLab(imported.lab);
    const auto asItIs = readLab(imported.text, file);
    if (asItIs && *asItIs == imported.lab)
        return imported.text;
    // Its name came from the file it was in.
    const auto named = editLab(imported.text, file, {{{}, QStringLiteral("name"), imported.lab.name}});
    return named ? Result<QByteArray>(*named) : fail(toError(named.error(), file));
}

Result<void> writeImported(const Imported &imported, const QString &file)
{
    if (QFileInfo::exists(file))
        return fail(ErrorCode::Conflict, QStringLiteral("is there already"), file, QStringLiteral("choose another name"));
    const auto text = labTextOf(imported, file);
    return text ? writeFileAtomically(file, *text) : fail(text.error());
}

Result<QStringList> writeExported(const Exported &exported, const QString &path)
{
    const QString dir = QFileInfo(path).path() + u'/';
    const auto other = std::find_if(exported.files.begin() + 1, exported.files.end(), [&dir](const ExportedFile &file) {
        return QFileInfo::exists(dir + file.name);
    });
    if (other != exported.files.end() && !QFileInfo::exists(path))
        return fail(ErrorCode::Conflict, QStringLiteral("is there already and would be replaced"), dir + other->name,
                    QStringLiteral("export into a directory of its own"));
    if (!QDir().mkpath(dir))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"), dir);
    QStringList paths;
    for (const ExportedFile &file : exported.files) {
        const QString target = paths.isEmpty() ? path : dir + file.name;
        if (auto written = writeFileAtomically(target, file.text, modeOf(file)); !written)
            return fail(written.error());
        paths << target;
    }
    return paths;
}

} // namespace hydra
