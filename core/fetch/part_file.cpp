// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/part_file.h"

#include "core/base/atomic_file.h"
#include "core/base/system_failure.h"
#include "core/fetch/write_behind.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace hydra {
namespace {

constexpr qint64 partStateLimit = 64 << 10;
constexpr qint64 writeEvery = 8 << 20; // bytes that wait in the system's cache

bool renamed(const QString &from, const QString &to)
{
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

} // namespace

QString partPath(const QString &file)
{
    return file + QStringLiteral(".part");
}

QString partStatePath(const QString &file)
{
    return file + QStringLiteral(".part.json");
}

QString partLockPath(const QString &file)
{
    return file + QStringLiteral(".part.lock");
}

Result<std::unique_ptr<PartFile>> PartFile::open(const QString &file, const QString &url)
{
    auto lock = FileLock::acquire(partLockPath(file));
    if (!lock)
        return fail(lock.error());
    std::unique_ptr<PartFile> part(new PartFile(file, std::move(*lock)));
    part->takeUp(url);
    if (part->m_fd.isOpen())
        return part;
    if (auto made = part->create(); !made)
        return fail(made.error());
    part->m_state.url = url;
    return part;
}

PartFile::~PartFile()
{
    QFile::remove(partLockPath(m_file));
}

// Nothing is taken up of another address, of a file longer than it should be, and of what is no
// file of ours.
void PartFile::takeUp(const QString &url)
{
    const auto text = readFile(partStatePath(m_file), partStateLimit);
    auto state = text ? readPartState(*text) : std::nullopt;
    if (!state || state->url != url)
        return;
    const QFileInfo whole(m_file);
    if (whole.isFile() && !whole.isSymLink() && !renamed(m_file, path()))
        return;
    OwnedFd fd(::open(QFile::encodeName(path()).constData(),
                      O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC));
    const qint64 size = fd.isOpen() ? ::lseek(fd.get(), 0, SEEK_END) : -1;
    if (size < 0 || (state->size && size > *state->size))
        return;
    m_fd = std::move(fd);
    m_size = m_written = size;
    m_state = std::move(*state);
}

// Always a new file: the old one may have another name meanwhile, as an image of the store.
Result<void> PartFile::create()
{
    m_fd.reset();
    m_size = m_written = 0;
    m_state = {};
    if (!QFile::remove(path()) && QFileInfo::exists(path()))
        return systemFailure(QStringLiteral("cannot replace"), path());
    m_fd = OwnedFd(::open(QFile::encodeName(path()).constData(),
                          O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!m_fd.isOpen())
        return systemFailure(QStringLiteral("cannot write"), path());
    return {};
}

Result<void> PartFile::restart(PartState state)
{
    if (auto made = create(); !made)
        return made;
    if (auto written = writeFileAtomically(partStatePath(m_file), partStateText(state)); !written)
        return written;
    m_state = std::move(state);
    return {};
}

Result<void> PartFile::append(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t n = ::write(m_fd.get(), bytes.data(), size_t(bytes.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return systemFailure(QStringLiteral("cannot write"), path());
        m_size += n;
        bytes = bytes.sliced(n);
    }
    if (m_size - m_written >= writeEvery) {
        beginWriting(m_fd.get(), m_written, m_size - m_written);
        m_written = m_size;
    }
    return {};
}

Result<QString> PartFile::finish()
{
    m_fd.reset();
    if (!renamed(path(), m_file))
        return systemFailure(QStringLiteral("cannot rename"), path());
    return m_file;
}

QString PartFile::putAside(const QString &ending)
{
    m_fd.reset();
    QFile::remove(partStatePath(m_file));
    const QString aside = m_file + ending;
    return renamed(path(), aside) ? aside : path();
}

} // namespace hydra
