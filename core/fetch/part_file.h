// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_lock.h"
#include "core/base/result.h"
#include "core/fetch/part_state.h"
#include "core/process/spawn.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>
#include <optional>

namespace hydra {

[[nodiscard]] QString partPath(const QString &file);
[[nodiscard]] QString partStatePath(const QString &file);
[[nodiscard]] QString partLockPath(const QString &file);

/// The beginning of a file that is being downloaded: FILE.part, and FILE.part.json with its state.
/// A kill at any moment leaves both such that the next one can go on. Holds FILE.part.lock. Blocks;
/// one thread.
class PartFile
{
public:
    /// Takes up what is there for URL, also a FILE that was complete; without any of it, an empty
    /// part. Conflict while another holds it.
    [[nodiscard]] static Result<std::unique_ptr<PartFile>> open(const QString &file,
                                                                const QString &url);
    ~PartFile();
    PartFile(const PartFile &) = delete;
    PartFile &operator=(const PartFile &) = delete;

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] const PartState &state() const { return m_state; }
    [[nodiscard]] bool isComplete() const { return m_state.size && *m_state.size == m_size; }
    [[nodiscard]] QString path() const { return partPath(m_file); }

    /// Begins an empty part of the file that STATE describes.
    [[nodiscard]] Result<void> restart(PartState state);
    [[nodiscard]] Result<void> append(QByteArrayView bytes);
    /// Gives the complete file its name. The state stays, for a later `open`.
    [[nodiscard]] Result<QString> finish();
    /// Puts the file aside under a name that ends in ENDING, which it returns.
    [[nodiscard]] QString putAside(const QString &ending);

private:
    PartFile(QString file, FileLock lock) : m_file(std::move(file)), m_lock(std::move(lock)) {}
    void takeUp(const QString &url);
    [[nodiscard]] Result<void> create();

    QString m_file;
    FileLock m_lock;
    OwnedFd m_fd;
    qint64 m_size = 0;
    qint64 m_written = 0; ///< so much is on its way to the disk
    PartState m_state;
};

} // namespace hydra
