// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_lock.h"
#include "core/host/paths.h"

#include <QLocalServer>

namespace hydra {

/// One window per user: the first program holds a lock and listens; a later one hands its files
/// over and ends. GUI thread. The system frees the lock when the process ends, so a crash needs no
/// clean-up.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(const Paths &paths, QObject *parent = nullptr);

    /// True: this is the only program, and `filesArrived` reports files from later ones. False:
    /// another one has taken FILES. An error says that it did not answer, or that this one cannot
    /// listen for later ones.
    [[nodiscard]] Result<bool> claim(const QStringList &files);

Q_SIGNALS:
    void filesArrived(const QStringList &files); ///< empty: only show the window

private:
    [[nodiscard]] Result<void> listen();
    void serve();
    [[nodiscard]] Result<bool> handOver(const QStringList &files) const;

    QString m_runtimeDir;
    QString m_socket;
    std::optional<FileLock> m_lock;
    QLocalServer m_server;
};

} // namespace hydra
