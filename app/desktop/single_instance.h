// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file_lock.h"
#include "host/paths.h"

#include <QLocalServer>

namespace hydra {

/// One window per user: the first program holds a lock and listens; a later one hands its files over and
/// ends. GUI thread. A lock ends with its process, so a crash leaves nothing to clean up.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(const Paths &paths, QObject *parent = nullptr);

    /// True: we are the one; `filesArrived` tells what others bring. False: another one runs and has
    /// taken FILES (or did not answer, which the error says).
    [[nodiscard]] Result<bool> claim(const QStringList &files);

Q_SIGNALS:
    void filesArrived(const QStringList &files); ///< empty: only show the window

private:
    void listen();
    void serve();
    [[nodiscard]] Result<bool> handOver(const QStringList &files) const;

    QString m_runtimeDir;
    QString m_socket;
    std::optional<FileLock> m_lock;
    QLocalServer m_server;
};

} // namespace hydra
