// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/vm/vm_state.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>

namespace hydra {

/// A client of a keeper's control socket (newline-delimited JSON-RPC 2.0). Event-loop thread; never
/// blocks. A keeper accepts any number of clients with equal rights. keeper_client/protocol.h
/// describes the protocol.
class KeeperClient : public QObject
{
    Q_OBJECT

public:
    explicit KeeperClient(const QString &controlSocket, QObject *parent = nullptr);
    ~KeeperClient() override;

    void open();
    using Reply = std::function<void(Result<QJsonObject>)>;
    /// REPLY is called exactly once in this thread; with an error when the connection breaks first.
    void request(const QString &method, const QJsonObject &params, Reply reply);

Q_SIGNALS:
    void opened(const hydra::VmStatus &status); ///< after hello
    void statusChanged(const hydra::VmStatus &status);
    void notified(const QString &method, const QJsonObject &params); ///< log, stats, progress
    /// Emitted once: no such socket, refused, or the keeper ended; Conflict: an unknown protocol
    /// version.
    void closed(const hydra::Error &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
