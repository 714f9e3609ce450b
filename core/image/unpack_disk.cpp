// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/unpack_disk.h"

#include "core/guest/archive_handles.h"
#include "core/image/image_kind.h"
#include "core/process/spawn.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <unistd.h>

namespace hydra {
namespace {

constexpr int kMostPackedFiles = 64;
constexpr qint64 kMostUnpacked = 1LL << 40; ///< bytes of a file, holes included: more is a bomb

/// One archive being unpacked.
class DiskUnpacking
{
public:
    DiskUnpacking(QString archive, QString dir, const JobContext &job)
        : m_path(std::move(archive)), m_dir(std::move(dir)), m_job(job),
          m_reader(archive_read_new()), m_size(std::max<qint64>(1, QFileInfo(m_path).size()))
    {
    }

    Result<void> run()
    {
        archive *a = m_reader.get();
        // One by one: "all" includes filters that libarchive has other programs do.
        for (const auto support :
             {archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
              archive_read_support_filter_xz, archive_read_support_filter_zstd,
              archive_read_support_filter_lz4, archive_read_support_filter_lzip,
              archive_read_support_format_tar, archive_read_support_format_zip,
              archive_read_support_format_7zip, archive_read_support_format_raw})
            support(a);
        if (archive_read_open_filename(a, QFile::encodeName(m_path).constData(), 1 << 20) !=
            ARCHIVE_OK)
            return archiveFailure(a, m_path);
        for (int files = 0;;) {
            archive_entry *entry = nullptr;
            const int status = archive_read_next_header(a, &entry);
            if (status == ARCHIVE_EOF)
                return {};
            if (status < ARCHIVE_WARN)
                return archiveFailure(a, m_path);
            if (archive_entry_filetype(entry) != AE_IFREG)
                continue;
            if (++files > kMostPackedFiles)
                return fail(ErrorCode::Failed, QStringLiteral("has too many files for a disk"),
                            m_path, QStringLiteral("unpack it, then add the disk in it"));
            if (auto written = write(nameOf(entry)); !written)
                return written;
        }
    }

    /// What the files that were unpacked are called in the archive.
    [[nodiscard]] const std::map<QString, QString> &names() const { return m_names; }

private:
    // What is not an archive but compressed has one entry, without a name of its own.
    [[nodiscard]] QString nameOf(archive_entry *entry) const
    {
        return archive_format(m_reader.get()) == ARCHIVE_FORMAT_RAW
                   ? QStringLiteral("disk")
                   : QFile::decodeName(archive_entry_pathname(entry));
    }

    // Where to put a file of the archive. Files of different directories may have the same name, so
    // each directory has one of ours; what is beside each other stays so, since the description of
    // a disk names the file of its data.
    QString placeOf(const QFileInfo &packed)
    {
        const auto dir = m_dirs.try_emplace(packed.path(), m_dirs.size()).first;
        return m_dir + u'/' + QString::number(dir->second);
    }

    Result<void> write(const QString &packedName)
    {
        archive *a = m_reader.get();
        // The raw format accepts whatever no filter was found for.
        if (archive_format(a) == ARCHIVE_FORMAT_RAW && archive_filter_count(a) < 2)
            return fail(ErrorCode::Failed, QStringLiteral("cannot be unpacked here"), m_path,
                        QStringLiteral("unpack it, then add the disk in it"));
        const QString name = QFileInfo(packedName).fileName();
        if (name.isEmpty() || name == u"." || name == u"..")
            return {};
        const QString dir = placeOf(QFileInfo(packedName));
        if (!QDir().mkpath(dir))
            return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"), dir);
        const QString path = dir + u'/' + name;
        QFile::remove(path); // a tar archive may have a file twice, and the last one counts
        m_names[path] = packedName;
        const OwnedFd fd(::open(QFile::encodeName(path).constData(),
                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!fd.isOpen())
            return systemFailure(QStringLiteral("cannot be written"), path);
        const void *bytes = nullptr;
        size_t count = 0;
        la_int64_t offset = 0;
        la_int64_t end = 0;
        int status = ARCHIVE_OK;
        while ((status = archive_read_data_block(a, &bytes, &count, &offset)) == ARCHIVE_OK) {
            if (auto put = putBlock(fd.get(), {static_cast<const char *>(bytes), qsizetype(count)},
                                    offset, path);
                !put)
                return put;
            end = std::max(end, offset + la_int64_t(count));
        }
        if (status != ARCHIVE_EOF)
            return archiveFailure(a, m_path);
        end = std::max(end, offset); // a sparse entry's trailing hole is told with the end only
        if (end > kMostUnpacked)
            return bomb();
        return ::ftruncate(fd.get(), end) == 0
                   ? Result<void>()
                   : systemFailure(QStringLiteral("cannot be written"), path);
    }

    [[nodiscard]] tl::unexpected<Error> bomb() const
    {
        return fail(ErrorCode::Failed,
                    QStringLiteral("unpacks to a file larger than %1 GiB").arg(kMostUnpacked >> 30),
                    m_path, QStringLiteral("do not trust it: no image is so large"));
    }

    Result<void> putBlock(int fd, QByteArrayView block, la_int64_t at, const QString &path)
    {
        if (m_job.cancel.cancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), m_path);
        if (at + block.size() > kMostUnpacked)
            return bomb();
        if (m_job.progress)
            m_job.progress({double(archive_filter_bytes(m_reader.get(), -1)) / double(m_size),
                            QStringLiteral("Unpacking %1").arg(QFileInfo(m_path).fileName())});
        if (std::all_of(block.begin(), block.end(), [](char c) { return c == 0; }))
            return {};
        while (!block.isEmpty()) {
            const ssize_t n = ::pwrite(fd, block.data(), size_t(block.size()), at);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return systemFailure(QStringLiteral("cannot be written"), path);
            block = block.sliced(n);
            at += n;
        }
        return {};
    }

    QString m_path;
    QString m_dir;
    const JobContext &m_job;
    ArchiveReader m_reader;
    qint64 m_size;
    std::map<QString, std::size_t> m_dirs;
    std::map<QString, QString> m_names;
};

/// The files below DIR that are disks; those that only could be, for want of anything known in
/// them, when there are no others.
QStringList disksIn(const QString &dir)
{
    QStringList sure, perhaps;
    QDirIterator files(dir, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const auto kind = readImageKind(file);
        if (!kind || (kind->use != ImageKind::Use::Disk && kind->use != ImageKind::Use::Convert))
            continue;
        (kind->name.contains(u"without") ? perhaps : sure) << file;
    }
    return sure.isEmpty() ? perhaps : sure;
}

} // namespace

Result<QString> unpackDisk(const QString &archive, const QString &dir, const JobContext &job)
{
    if (!QDir().mkpath(dir))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"), dir);
    DiskUnpacking unpacking(archive, dir, job);
    if (const auto unpacked = unpacking.run(); !unpacked)
        return fail(unpacked.error());
    const QStringList disks = disksIn(dir);
    if (disks.size() == 1)
        return disks.front();
    QStringList names;
    for (const QString &disk : disks)
        names << unpacking.names().at(disk);
    names.sort();
    return fail(
        disks.isEmpty() ? ErrorCode::Failed : ErrorCode::Conflict,
        disks.isEmpty()
            ? QStringLiteral("has no disk in it")
            : QStringLiteral("has several disks in it: %1").arg(names.join(QStringLiteral(", "))),
        archive, QStringLiteral("unpack it, then add the disk that you mean"));
}

} // namespace hydra
