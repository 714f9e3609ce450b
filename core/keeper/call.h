// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/line_splitter.h"
#include "keeper/protocol.h"
#include "process/cancel.h"
#include "process/spawn.h"

#include <QDeadlineTimer>

#include <chrono>
#include <functional>

namespace hydra {

/// A keeper's client for worker threads (Jobs): each call blocks until its reply, its time is over
/// (TimedOut), the job is cancelled (Cancelled) or the keeper ends (Failed). The protocol is described in
/// keeper/protocol.h; event loops have KeeperClient.
class KeeperCall
{
public:
    /// NotFound when no keeper listens there, Conflict when it is of another version.
    [[nodiscard]] static Result<KeeperCall> open(const QString &controlSocket,
                                                 std::chrono::milliseconds timeout = std::chrono::seconds(5),
                                                 const CancelToken &cancel = {});

    /// The VM's status as the keeper told it last.
    [[nodiscard]] const VmStatus &status() const { return m_status; }
    [[nodiscard]] Result<QJsonObject> ask(const QString &method, const QJsonObject &params = {},
                                          std::chrono::milliseconds timeout = std::chrono::seconds(10),
                                          const CancelToken &cancel = {});
    /// `ask` in two steps, so that many keepers can be told before any is waited for; one at a time.
    [[nodiscard]] Result<void> send(const QString &method, const QJsonObject &params = {});
    [[nodiscard]] Result<QJsonObject> await(std::chrono::milliseconds timeout = std::chrono::seconds(10),
                                            const CancelToken &cancel = {});
    /// QEMU's answer to a QMP command.
    [[nodiscard]] Result<QJsonValue> qmp(const QString &command, const QJsonObject &arguments = {},
                                         std::chrono::milliseconds timeout = std::chrono::seconds(30),
                                         const CancelToken &cancel = {});
    /// Reads on until HOLDS is true of the status, as it is now or comes to be.
    [[nodiscard]] Result<void> awaitStatus(const std::function<bool(const VmStatus &)> &holds,
                                           std::chrono::milliseconds timeout, const CancelToken &cancel = {});

private:
    KeeperCall(OwnedFd fd, QString socket) : m_fd(std::move(fd)), m_socket(std::move(socket)) {}
    [[nodiscard]] Result<protocol::Message> next(const QDeadlineTimer &deadline, const CancelToken &cancel);
    [[nodiscard]] Result<void> take(const protocol::Message &message);

    OwnedFd m_fd;
    QString m_socket;
    LineSplitter m_lines{protocol::kMessageLimit};
    VmStatus m_status;
    qint64 m_lastId = 0;
};

} // namespace hydra
