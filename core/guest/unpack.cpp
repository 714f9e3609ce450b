// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/unpack.h"

#include "core/base/system_failure.h"
#include "core/guest/archive_handles.h"
#include "core/process/spawn.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

tl::unexpected<Error> badName(const QString &name, const QString &archive)
{
    return fail(ErrorCode::Failed,
                QStringLiteral("has a path that leads outside: %1").arg(name.left(200)), archive);
}

// The path's parts; nothing for a name that would leave the target directory.
std::optional<QStringList> stepsOf(const QString &name)
{
    QStringList steps;
    for (const QString &step : name.split(u'/', Qt::SkipEmptyParts)) {
        if (step == u".." || step.contains(QChar(0)))
            return std::nullopt;
        if (step != u".")
            steps << step;
    }
    return steps;
}

class Unpacking
{
public:
    Unpacking(QString archive, QString dir, const CancelToken &cancel)
        : m_archive(std::move(archive)), m_dir(std::move(dir)), m_cancel(cancel)
    {
    }

    Result<void> run()
    {
        const ArchiveReader reader(archive_read_new());
        archive *a = reader.get();
        archive_read_support_format_tar(a);
        if (archive_read_open_filename(a, QFile::encodeName(m_archive).constData(), 1 << 20) !=
            ARCHIVE_OK)
            return archiveFailure(a, m_archive);
        if (!QDir().mkpath(m_dir))
            return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"), m_dir);
        for (;;) {
            archive_entry *entry = nullptr;
            const int status = archive_read_next_header(a, &entry);
            if (status == ARCHIVE_EOF)
                return {};
            if (status < ARCHIVE_WARN)
                return archiveFailure(a, m_archive);
            if (auto unpacked = unpack(a, entry); !unpacked)
                return unpacked;
        }
    }

private:
    Result<void> unpack(archive *a, archive_entry *entry)
    {
        const QString name = QFile::decodeName(archive_entry_pathname(entry));
        const auto steps = stepsOf(name);
        if (!steps)
            return badName(name, m_archive);
        if (steps->isEmpty())
            return {};
        const bool isDir = archive_entry_filetype(entry) == AE_IFDIR;
        const auto parent = enter(isDir ? *steps : steps->mid(0, steps->size() - 1), name);
        if (!parent || isDir)
            return parent ? Result<void>() : fail(parent.error());
        const QString path = *parent + u'/' + steps->back();
        if (archive_entry_filetype(entry) == AE_IFREG)
            return writeFile(a, path, archive_entry_perm(entry), archive_entry_size(entry));
        if (archive_entry_filetype(entry) == AE_IFLNK &&
            ::symlink(archive_entry_symlink(entry), QFile::encodeName(path).constData()) != 0)
            return systemFailure(QStringLiteral("cannot be written"), path);
        return {};
    }

    // Creates the parent directories. Refuses symbolic links among them, which could lead anywhere.
    Result<QString> enter(const QStringList &steps, const QString &name)
    {
        QString path = m_dir;
        for (const QString &step : steps) {
            path += u'/' + step;
            struct stat info = {};
            if (::lstat(QFile::encodeName(path).constData(), &info) == 0) {
                if (!S_ISDIR(info.st_mode))
                    return badName(name, m_archive);
            } else if (::mkdir(QFile::encodeName(path).constData(), 0755) != 0) {
                return systemFailure(QStringLiteral("cannot be written"), path);
            }
        }
        return path;
    }

    Result<void> writeFile(archive *a, const QString &path, mode_t mode, qint64 size)
    {
        const OwnedFd fd(::open(QFile::encodeName(path).constData(),
                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                (mode & 0755) | 0600));
        if (!fd.isOpen())
            return systemFailure(QStringLiteral("cannot be written"), path);
        const void *bytes = nullptr;
        size_t count = 0;
        la_int64_t offset = 0;
        int status = ARCHIVE_OK;
        while ((status = archive_read_data_block(a, &bytes, &count, &offset)) == ARCHIVE_OK) {
            if (m_cancel.cancelled())
                return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), path);
            if (count > 0 &&
                ::pwrite(fd.get(), bytes, count, offset) != static_cast<ssize_t>(count))
                return systemFailure(QStringLiteral("cannot be written"), path);
        }
        if (status != ARCHIVE_EOF)
            return archiveFailure(a, m_archive);
        return ::ftruncate(fd.get(), size) == 0
                   ? Result<void>()
                   : systemFailure(QStringLiteral("cannot be written"), path);
    }

    QString m_archive;
    QString m_dir;
    CancelToken m_cancel;
};

} // namespace

Result<void> unpackTree(const QString &archive, const QString &dir, const CancelToken &cancel)
{
    return Unpacking(archive, dir, cancel).run();
}

} // namespace hydra
