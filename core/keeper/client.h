// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "vm/vm_state.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>

namespace hydra {

/// One client of a keeper's control socket (newline-delimited JSON-RPC 2.0). Event-loop thread.
/// Never blocks. Any number of clients are equal. The protocol is described in keeper/protocol.h.
class KeeperClient : public QObject
{
    Q_OBJECT

public:
    explicit KeeperClient(QString controlSocket, QObject *parent = nullptr);
    ~KeeperClient() override;

    void open();
    using Reply = std::function<void(Result<QJsonObject>)>;
    /// REPLY comes exactly once in this thread; with an error when the connection breaks first.
    void request(const QString &method, const QJsonObject &params, Reply reply);

Q_SIGNALS:
    void opened(const hydra::VmStatus &status); ///< after hello
    void statusChanged(const hydra::VmStatus &status);
    void notified(const QString &method, const QJsonObject &params); ///< log, stats, progress
    /// Once: no such socket, refused, keeper ended; Conflict: it cannot be understood.
    void closed(const hydra::Error &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
