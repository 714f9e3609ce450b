// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/log_reader.h"

#include "core/base/same_file.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

OwnedFd openToRead(const QString &path)
{
    return OwnedFd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
}

qint64 lengthOf(const OwnedFd &file)
{
    struct stat info = {};
    return ::fstat(file.get(), &info) == 0 ? info.st_size : 0;
}

} // namespace

void LogReader::beginWithLast(qint64 length, qint64 limit)
{
    m_file = openToRead(m_path);
    const qint64 size = m_file.isOpen() ? lengthOf(m_file) : 0;
    m_position = std::max<qint64>(0, size - length);
    OwnedFd older = size < length ? openToRead(olderPath()) : OwnedFd();
    if (!older.isOpen() || lengthOf(older) < limit)
        return;
    m_position = std::max<qint64>(0, lengthOf(older) - (length - size));
    m_file = std::move(older);
}

// Looked at before the last read of the present file: its writer writes no more into it then.
bool LogReader::hasNext() const
{
    return !m_file.isOpen() || lengthOf(m_file) < m_position || !isFileAt(m_file.get(), m_path);
}

// A file that was emptied was copied before; the copy has what was not read yet.
bool LogReader::goOn()
{
    OwnedFd older = openToRead(olderPath());
    const bool wasEmptied = m_file.isOpen() && lengthOf(m_file) < m_position;
    if (wasEmptied && older.isOpen() && lengthOf(older) > m_position) {
        m_file = std::move(older);
        return true;
    }
    const bool isOurs = m_file.isOpen() && isFileAt(m_file.get(), olderPath());
    const bool skippedOne = m_file.isOpen() && !wasEmptied && !isOurs && older.isOpen();
    OwnedFd next = skippedOne ? std::move(older) : openToRead(m_path);
    if (!next.isOpen())
        return false;
    m_file = std::move(next);
    m_position = 0;
    return true;
}

QByteArray LogReader::read(qint64 length)
{
    QByteArray bytes(length, Qt::Uninitialized);
    do {
        const bool next = hasNext();
        const ssize_t n = m_file.isOpen() ? ::pread(m_file.get(), bytes.data(),
                                                    static_cast<size_t>(length), m_position)
                                          : 0;
        if (n > 0) {
            m_position += n;
            bytes.truncate(n);
            return bytes;
        }
        if (!next)
            break;
    } while (goOn());
    return {};
}

} // namespace hydra
