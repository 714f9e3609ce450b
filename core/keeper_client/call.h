// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/line_splitter.h"
#include "core/keeper_client/protocol.h"
#include "core/process/cancel.h"
#include "core/process/spawn.h"

#include <QDeadlineTimer>

#include <chrono>
#include <functional>

namespace hydra {

/// A keeper's client for worker threads (Jobs): each call blocks until its reply, its timeout
/// (TimedOut), the job's cancellation (Cancelled) or the keeper's end (Failed).
/// keeper_client/protocol.h describes the protocol; event loops use KeeperClient.
class KeeperCall
{
public:
    /// NotFound when no keeper listens, Conflict when it speaks another version.
    [[nodiscard]] static Result<KeeperCall>
    open(const QString &controlSocket, std::chrono::milliseconds timeout = std::chrono::seconds(5),
         const CancelToken &cancel = {});
    /// What a keeper of any version says of itself (protocol.h, "hello").
    [[nodiscard]] static Result<QJsonObject> hello(const QString &controlSocket,
                                                   const QDeadlineTimer &deadline);

    /// The VM's status as last reported by the keeper.
    [[nodiscard]] const VmStatus &status() const { return m_status; }
    [[nodiscard]] Result<QJsonObject>
    ask(const QString &method, const QJsonObject &params = {},
        std::chrono::milliseconds timeout = std::chrono::seconds(10),
        const CancelToken &cancel = {});
    /// `ask` in two steps, so that many keepers get their request before any is waited for; one
    /// request at a time.
    [[nodiscard]] Result<void> send(const QString &method, const QJsonObject &params = {});
    [[nodiscard]] Result<QJsonObject>
    await(std::chrono::milliseconds timeout = std::chrono::seconds(10),
          const CancelToken &cancel = {});
    /// QEMU's reply to a QMP command.
    [[nodiscard]] Result<QJsonValue>
    qmp(const QString &command, const QJsonObject &arguments = {},
        std::chrono::milliseconds timeout = std::chrono::seconds(30),
        const CancelToken &cancel = {});
    /// Reads until HOLDS is true for the status, which may be so at once.
    [[nodiscard]] Result<void> awaitStatus(const std::function<bool(const VmStatus &)> &holds,
                                           std::chrono::milliseconds timeout,
                                           const CancelToken &cancel = {});

private:
    KeeperCall(OwnedFd fd, QString socket) : m_fd(std::move(fd)), m_socket(std::move(socket)) {}
    [[nodiscard]] static Result<KeeperCall> connect(const QString &controlSocket);
    [[nodiscard]] Result<protocol::Message> next(const QDeadlineTimer &deadline,
                                                 const CancelToken &cancel);
    [[nodiscard]] Result<void> take(const protocol::Message &message);

    OwnedFd m_fd;
    QString m_socket;
    LineSplitter m_lines{protocol::kMessageLimit};
    VmStatus m_status;
    qint64 m_lastId = 0;
};

} // namespace hydra
