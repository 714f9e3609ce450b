// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/bundle_reader.h"

#include "core/base/system_failure.h"
#include "core/guest/archive_handles.h"
#include "core/process/spawn.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr qint64 kManifestLimit = 4 << 20;

/// Receives one file of the archive: counts and hashes its bytes, and writes them unless it is
/// skipped.
class Sink
{
public:
    Sink(QString path, bool write) : m_path(std::move(path)), m_write(write) {}

    Result<void> open()
    {
        if (!m_write)
            return {};
        m_fd = OwnedFd(::open(QFile::encodeName(m_path).constData(),
                              O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        return m_fd.isOpen() ? Result<void>()
                             : systemFailure(QStringLiteral("cannot be written"), m_path);
    }

    Result<void> take(QByteArrayView bytes)
    {
        m_hash.addData(bytes);
        const bool zeros = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == 0; });
        if (m_write && !zeros &&
            ::pwrite(m_fd.get(), bytes.data(), static_cast<size_t>(bytes.size()), m_size) !=
                bytes.size())
            return systemFailure(QStringLiteral("cannot be written"), m_path);
        m_size += bytes.size();
        return {};
    }

    Result<void> takeZeros(qint64 count)
    {
        static const QByteArray zeros(1 << 20, '\0');
        for (; count > 0; count -= std::min<qint64>(count, zeros.size())) {
            if (auto taken = take({zeros.constData(), std::min<qint64>(count, zeros.size())});
                !taken)
                return taken;
        }
        return {};
    }

    Result<void> close()
    {
        return !m_write || ::ftruncate(m_fd.get(), m_size) == 0
                   ? Result<void>()
                   : systemFailure(QStringLiteral("cannot be written"), m_path);
    }

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] QString digest() const { return QString::fromLatin1(m_hash.result().toHex()); }

private:
    QString m_path;
    bool m_write;
    OwnedFd m_fd;
    qint64 m_size = 0;
    QCryptographicHash m_hash{QCryptographicHash::Sha512};
};

} // namespace

class BundleReader::Private
{
public:
    Private(QString path, const JobContext &job) : m_path(std::move(path)), m_job(job) {}

    Result<void> open()
    {
        if (!QFileInfo(m_path).isFile())
            return fail(ErrorCode::NotFound, QStringLiteral("no such file"), m_path);
        archive *a = m_archive.get();
        archive_read_support_filter_zstd(a);
        archive_read_support_format_tar(a);
        if (archive_read_open_filename(a, QFile::encodeName(m_path).constData(), 1 << 20) !=
            ARCHIVE_OK)
            return noBundle();
        const auto entry = nextEntry();
        if (!entry || *entry == nullptr || nameOf(*entry) != u"manifest.json" ||
            archive_entry_size(*entry) > kManifestLimit)
            return noBundle();
        QByteArray text(static_cast<qsizetype>(archive_entry_size(*entry)), Qt::Uninitialized);
        if (archive_read_data(a, text.data(), static_cast<size_t>(text.size())) != text.size())
            return noBundle();
        auto manifest = bundleManifestFromJson(text);
        if (!manifest) {
            Error error = manifest.error();
            error.where = m_path;
            return fail(error);
        }
        m_manifest = std::move(*manifest);
        return {};
    }

    Result<void> unpack(const QString &dir, const QStringList &skipped)
    {
        for (const BundleFile &file : m_manifest.files()) {
            const auto entry = nextEntry();
            if (!entry)
                return fail(entry.error());
            if (*entry == nullptr)
                return damaged(QStringLiteral("it ends before %1").arg(file.name));
            if (nameOf(*entry) != file.name || archive_entry_filetype(*entry) != AE_IFREG ||
                archive_entry_hardlink(*entry) != nullptr)
                return damaged(QStringLiteral("it has %1 where its manifest has %2")
                                   .arg(nameOf(*entry).left(100), file.name));
            Sink sink(dir + u'/' + file.name.section(u'/', -1), !skipped.contains(file.name));
            if (auto read = readInto(sink, file); !read)
                return read;
        }
        const auto more = nextEntry();
        if (!more)
            return fail(more.error());
        return *more == nullptr
                   ? Result<void>()
                   : damaged(QStringLiteral("it has %1, which its manifest does not know")
                                 .arg(nameOf(*more).left(100)));
    }

    [[nodiscard]] const BundleManifest &manifest() const { return m_manifest; }

private:
    [[nodiscard]] static QString nameOf(archive_entry *entry)
    {
        return QString::fromUtf8(archive_entry_pathname(entry));
    }

    tl::unexpected<Error> noBundle() const
    {
        return fail(ErrorCode::Failed, QStringLiteral("is no bundle of Hydra, or not a whole one"),
                    m_path,
                    QStringLiteral("make it with `hydractl export LAB --to bundle -o FILE`"));
    }
    tl::unexpected<Error> damaged(const QString &what) const
    {
        return fail(ErrorCode::Failed, QStringLiteral("is damaged or was changed: %1").arg(what),
                    m_path, QStringLiteral("get it again from where it was made"));
    }

    // Null at the end of the archive.
    Result<archive_entry *> nextEntry()
    {
        archive_entry *entry = nullptr;
        const int status = archive_read_next_header(m_archive.get(), &entry);
        if (status == ARCHIVE_EOF)
            return static_cast<archive_entry *>(nullptr);
        if (status < ARCHIVE_WARN)
            return damaged(QString::fromUtf8(archive_error_string(m_archive.get())));
        return entry;
    }

    Result<void> readInto(Sink &sink, const BundleFile &file)
    {
        if (auto opened = sink.open(); !opened)
            return opened;
        const void *bytes = nullptr;
        size_t count = 0;
        la_int64_t offset = 0;
        int status = ARCHIVE_OK;
        while ((status = archive_read_data_block(m_archive.get(), &bytes, &count, &offset)) ==
               ARCHIVE_OK) {
            if (m_job.cancel.cancelled())
                return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), m_path);
            if (offset < sink.size() || offset + qint64(count) > file.size)
                return damaged(
                    QStringLiteral("%1 is longer than its manifest says").arg(file.name));
            if (auto taken = sink.takeZeros(offset - sink.size()); !taken)
                return taken;
            if (auto taken =
                    sink.take({static_cast<const char *>(bytes), static_cast<qsizetype>(count)});
                !taken)
                return taken;
            tell(file, sink.size());
        }
        if (status != ARCHIVE_EOF)
            return damaged(QString::fromUtf8(archive_error_string(m_archive.get())));
        return finish(sink, file);
    }

    Result<void> finish(Sink &sink, const BundleFile &file)
    {
        // The archive has no block for a hole at the end.
        if (auto taken = sink.takeZeros(file.size - sink.size()); !taken)
            return taken;
        if (sink.digest() != file.sha512)
            return damaged(QStringLiteral("the SHA-512 of %1 differs").arg(file.name));
        m_done += file.size;
        return sink.close();
    }

    void tell(const BundleFile &file, qint64 size)
    {
        if (m_job.progress)
            m_job.progress(
                {double(m_done + size) / double(std::max<qint64>(1, m_manifest.totalSize())),
                 QStringLiteral("Unpacking %1").arg(file.name.section(u'/', -1))});
    }

    QString m_path;
    const JobContext &m_job;
    ArchiveReader m_archive{archive_read_new()};
    BundleManifest m_manifest;
    qint64 m_done = 0;
};

BundleReader::BundleReader(std::unique_ptr<Private> p) : d(std::move(p)) {}
BundleReader::~BundleReader() = default;

Result<std::unique_ptr<BundleReader>> BundleReader::open(const QString &path, const JobContext &job)
{
    auto p = std::make_unique<Private>(path, job);
    if (auto opened = p->open(); !opened)
        return fail(opened.error());
    return std::unique_ptr<BundleReader>(new BundleReader(std::move(p)));
}

const BundleManifest &BundleReader::manifest() const
{
    return d->manifest();
}

Result<void> BundleReader::unpack(const QString &dir, const QStringList &skipped)
{
    return d->unpack(dir, skipped);
}

} // namespace hydra
