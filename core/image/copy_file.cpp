// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/copy_file.h"

#include "core/base/system_failure.h"
#include "core/process/spawn.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

/// A range of data; empty at the end of the file when only a hole follows.
struct Extent {
    off_t begin = 0;
    off_t end = 0;
};

Extent nextExtent(int fd, off_t from, off_t size)
{
    const off_t begin = ::lseek(fd, from, SEEK_DATA);
    if (begin < 0)
        return errno == ENXIO ? Extent{size, size} : Extent{from, size};
    const off_t end = ::lseek(fd, begin, SEEK_HOLE);
    return {begin, end < 0 ? size : end};
}

Result<void> writeAt(int fd, QByteArrayView bytes, off_t at, const QString &path)
{
    while (!bytes.isEmpty()) {
        const ssize_t n = ::pwrite(fd, bytes.data(), static_cast<size_t>(bytes.size()), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return systemFailure(QStringLiteral("cannot write"), path);
        bytes = bytes.sliced(n);
        at += n;
    }
    return {};
}

class Copy
{
public:
    Copy(QString from, QString to, QString words, const JobContext &job)
        : m_from(std::move(from)), m_to(std::move(to)), m_words(std::move(words)), m_job(job)
    {
    }

    Result<void> run()
    {
        m_source = OwnedFd(::open(QFile::encodeName(m_from).constData(), O_RDONLY | O_CLOEXEC));
        struct stat info = {};
        if (!m_source.isOpen() || ::fstat(m_source.get(), &info) != 0)
            return systemFailure(QStringLiteral("cannot read"), m_from);
        m_size = info.st_size;
        m_target = OwnedFd(::open(QFile::encodeName(m_to).constData(),
                                  O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!m_target.isOpen())
            return systemFailure(QStringLiteral("cannot write"), m_to);
        Result<void> copied = copyAll();
        if (!copied)
            QFile::remove(m_to);
        return copied;
    }

private:
    Result<void> copyAll()
    {
        if (::ftruncate(m_target.get(), m_size) != 0)
            return systemFailure(QStringLiteral("cannot write"), m_to);
        for (Extent extent = nextExtent(m_source.get(), 0, m_size); extent.begin < m_size;
             extent = nextExtent(m_source.get(), extent.end, m_size)) {
            if (auto copied = copy(extent); !copied)
                return copied;
        }
        return {};
    }

    Result<void> copy(const Extent &extent)
    {
        for (off_t at = extent.begin; at < extent.end;) {
            if (m_job.cancel.cancelled())
                return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), m_to);
            const off_t most = std::min<off_t>(extent.end - at, m_block.size());
            const ssize_t n =
                ::pread(m_source.get(), m_block.data(), static_cast<size_t>(most), at);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return systemFailure(QStringLiteral("cannot read"), m_from);
            if (auto written = writeAt(m_target.get(), {m_block.constData(), n}, at, m_to);
                !written)
                return written;
            at += n;
            if (m_job.progress)
                m_job.progress({double(at) / double(m_size), m_words});
        }
        return {};
    }

    QString m_from;
    QString m_to;
    QString m_words;
    const JobContext &m_job;
    OwnedFd m_source;
    OwnedFd m_target;
    off_t m_size = 0;
    QByteArray m_block{4 << 20, Qt::Uninitialized};
};

} // namespace

Result<void> copyFile(const QString &from, const QString &to, const QString &words,
                      const JobContext &job)
{
    if (cloneFile(from, to))
        return {};
    return Copy(from, to, words, job).run();
}

} // namespace hydra
