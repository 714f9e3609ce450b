// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/bundle_writer.h"

#include "core/base/system_failure.h"
#include "core/guest/archive_handles.h"
#include "core/process/spawn.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr qsizetype kBlock = 1 << 20;

ArchiveEntry entryFor(const QString &name, qint64 size)
{
    ArchiveEntry entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.toUtf8().constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_mtime(entry.get(), 0, 0);
    archive_entry_set_size(entry.get(), size);
    return entry;
}

// Lists the data of a sparse file; what is not listed counts as a hole, which the archive omits.
void addExtents(archive_entry *entry, int fd, off_t size)
{
    for (off_t at = 0; at < size;) {
        const off_t begin = ::lseek(fd, at, SEEK_DATA);
        if (begin < 0 && errno != ENXIO)
            return archive_entry_sparse_clear(entry);
        const off_t end = begin < 0 ? size : ::lseek(fd, begin, SEEK_HOLE);
        if (begin == 0 && end >= size)
            return;
        if (begin >= 0)
            archive_entry_sparse_add_entry(entry, begin, (end < 0 ? size : end) - begin);
        else if (at == 0)
            archive_entry_sparse_add_entry(entry, size, 0);
        at = begin < 0 || end < 0 ? size : end;
    }
}

} // namespace

class BundleWriter::Private
{
public:
    Private(QString path, qint64 total, const JobContext &job)
        : m_path(std::move(path)), m_total(total), m_job(job)
    {
    }

    Result<void> open()
    {
        m_fd = OwnedFd(::open(QFile::encodeName(m_path).constData(),
                              O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!m_fd.isOpen())
            return systemFailure(QStringLiteral("cannot be written"), m_path);
        archive *a = m_archive.get();
        archive_write_set_format_pax_restricted(a);
        if (archive_write_add_filter_zstd(a) < ARCHIVE_WARN)
            return archiveFailure(a, m_path);
        archive_write_set_filter_option(a, "zstd", "compression-level", "3");
        if (archive_write_open_fd(a, m_fd.get()) != ARCHIVE_OK)
            return archiveFailure(a, m_path);
        return {};
    }

    Result<void> add(const QString &name, const QByteArray &content)
    {
        archive *a = m_archive.get();
        if (archive_write_header(a, entryFor(name, content.size()).get()) != ARCHIVE_OK)
            return archiveFailure(a, m_path);
        return write(content);
    }

    Result<void> addFile(const BundleFile &file, const QString &path)
    {
        QFile source(path);
        if (!source.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Failed,
                        QStringLiteral("cannot be read: %1").arg(source.errorString()), path);
        if (source.size() != file.size)
            return fail(ErrorCode::Failed, QStringLiteral("has another size than its record says"),
                        path, QStringLiteral("see `hydractl image verify`"));
        const ArchiveEntry entry = entryFor(file.name, file.size);
        addExtents(entry.get(), source.handle(), file.size);
        source.seek(0);
        if (archive_write_header(m_archive.get(), entry.get()) != ARCHIVE_OK)
            return archiveFailure(m_archive.get(), m_path);
        const auto digest = copy(source, path);
        if (!digest)
            return fail(digest.error());
        if (*digest != file.sha512)
            return fail(ErrorCode::Failed,
                        QStringLiteral("differs from its record: its SHA-512 does not match"), path,
                        QStringLiteral("remove the image, then build, prepare or add it again"));
        return {};
    }

    Result<void> finish()
    {
        if (archive_write_close(m_archive.get()) != ARCHIVE_OK)
            return archiveFailure(m_archive.get(), m_path);
        return ::fsync(m_fd.get()) == 0
                   ? Result<void>()
                   : systemFailure(QStringLiteral("cannot be written"), m_path);
    }

private:
    // Reads holes as well, because the digest covers all bytes; the file system supplies their
    // zeros.
    Result<QString> copy(QFile &source, const QString &path)
    {
        QCryptographicHash hash(QCryptographicHash::Sha512);
        QByteArray block(kBlock, Qt::Uninitialized);
        for (qint64 n = source.read(block.data(), kBlock); n != 0;
             n = source.read(block.data(), kBlock)) {
            if (n < 0)
                return fail(ErrorCode::Failed,
                            QStringLiteral("cannot be read: %1").arg(source.errorString()), path);
            if (m_job.cancel.cancelled())
                return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), m_path);
            hash.addData({block.constData(), n});
            if (auto written = write({block.constData(), n}); !written)
                return fail(written.error());
            tell(n, path);
        }
        return QString::fromLatin1(hash.result().toHex());
    }

    Result<void> write(QByteArrayView bytes)
    {
        const la_ssize_t n =
            archive_write_data(m_archive.get(), bytes.data(), static_cast<size_t>(bytes.size()));
        return n == bytes.size() ? Result<void>() : archiveFailure(m_archive.get(), m_path);
    }

    void tell(qint64 bytes, const QString &path)
    {
        m_done += bytes;
        if (m_job.progress && m_total > 0)
            m_job.progress({double(m_done) / double(m_total),
                            QStringLiteral("Packing %1").arg(QFileInfo(path).fileName())});
    }

    QString m_path;
    qint64 m_total;
    qint64 m_done = 0;
    const JobContext &m_job;
    OwnedFd m_fd;
    ArchiveWriter m_archive{archive_write_new()};
};

BundleWriter::BundleWriter(std::unique_ptr<Private> p) : d(std::move(p)) {}
BundleWriter::~BundleWriter() = default;

Result<std::unique_ptr<BundleWriter>> BundleWriter::create(const QString &path, qint64 total,
                                                           const JobContext &job)
{
    auto p = std::make_unique<Private>(path, total, job);
    if (auto opened = p->open(); !opened)
        return fail(opened.error());
    return std::unique_ptr<BundleWriter>(new BundleWriter(std::move(p)));
}

Result<void> BundleWriter::add(const QString &name, const QByteArray &content)
{
    return d->add(name, content);
}

Result<void> BundleWriter::addFile(const BundleFile &file, const QString &path)
{
    return d->addFile(file, path);
}

Result<void> BundleWriter::finish()
{
    return d->finish();
}

} // namespace hydra
