// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/edit_file.h"

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"
#include "core/config/read_lab.h"
#include "core/lab/load.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace hydra {
namespace {

// The lock file is not beside the lab file, whose directory is the user's.
Result<FileLock> lockFor(const Paths &paths, const QString &file)
{
    const QString path = QFileInfo(file).canonicalFilePath();
    if (path.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no such file"), file);
    if (auto made = makePrivateDir(paths.runtimeDir); !made)
        return fail(made.error());
    const QByteArray hash =
        QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex();
    return FileLock::acquire(paths.runtimeDir + QStringLiteral("/set-") +
                                 QString::fromLatin1(hash.left(10)),
                             std::chrono::seconds(10));
}

} // namespace

Result<void> editLabFile(const Paths &paths, const QString &file, const std::vector<LabEdit> &edits)
{
    const auto lock = lockFor(paths, file);
    if (!lock)
        return fail(lock.error());
    const auto text = readFile(file, 4 << 20);
    if (!text)
        return fail(text.error());
    const auto edited = editLab(*text, file, edits);
    if (!edited)
        return fail(toError(edited.error(), file));
    return writeFileAtomically(file, *edited, QFile::permissions(file));
}

Result<void> saveLabFile(const Paths &paths, const QString &file,
                         const std::optional<QByteArray> &was, const QByteArray &text)
{
    if (const auto lab = readLab(text, file); !lab)
        return fail(toError(lab.error(), file));
    if (!was && !QFileInfo::exists(file))
        return writeFileAtomically(file, text);
    const auto lock = lockFor(paths, file);
    if (!lock)
        return fail(lock.error());
    const auto now = readFile(file, 4 << 20);
    if (!now)
        return fail(now.error());
    if (was && *now != *was)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("the file was changed by another program meanwhile"), file,
                    QStringLiteral("take the file's changes in, or overwrite it"));
    return writeFileAtomically(file, text, QFile::permissions(file));
}

} // namespace hydra
