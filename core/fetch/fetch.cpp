// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/fetch.h"

#include "core/base/load_module.h"
#include "core/fetch/fetch_module.h"
#include "core/fetch/part_file.h"

#include <QDir>
#include <QFile>

namespace hydra {
namespace {

const QString fetchModule = QStringLiteral("hydra_fetch.so");

} // namespace

Result<FetchedFile> fetchFile(const FetchRequest &request, const FetchSettings &settings,
                              const JobContext &job)
{
    const auto function = moduleFunction(fetchModule, "hydraFetchFile");
    if (!function)
        return fail(function.error());
    Result<FetchedFile> fetched;
    reinterpret_cast<FetchFileFunction>(*function)(request, settings, job, fetched);
    return fetched;
}

Result<QByteArray> fetchText(const QString &url, MemorySize most, const FetchLogin &login,
                             const FetchSettings &settings, const JobContext &job)
{
    const auto function = moduleFunction(fetchModule, "hydraFetchText");
    if (!function)
        return fail(function.error());
    const FetchRequest request{.url = url,
                               .file = {},
                               .words = {},
                               .sha512 = {},
                               .sha256 = {},
                               .login = login,
                               .most = most};
    Result<QByteArray> fetched;
    reinterpret_cast<FetchTextFunction>(*function)(request, settings, job, fetched);
    return fetched;
}

void forgetDownload(const QString &file)
{
    for (const QString &path : {file, partPath(file), partStatePath(file), partLockPath(file)})
        QFile::remove(path);
}

QStringList removeDownloads(const QString &directory)
{
    QStringList removed;
    const QDir dir(directory);
    const QStringList endings{partPath({}), partStatePath({}), partLockPath({})};
    for (const QString &name : dir.entryList(QDir::Files | QDir::Hidden, QDir::Name)) {
        QString file = dir.filePath(name);
        for (const QString &ending : endings) {
            if (file.endsWith(ending))
                file.chop(ending.size());
        }
        const auto lock = FileLock::acquire(partLockPath(file));
        if (lock && QFile::remove(dir.filePath(name)) && !name.endsWith(endings[2]))
            removed << dir.filePath(name);
        if (lock)
            QFile::remove(partLockPath(file));
    }
    return removed;
}

} // namespace hydra
