// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/line_splitter.h"
#include "core/base/result.h"
#include "core/keeper_client/protocol.h"

#include <QJsonObject>
#include <QLocalServer>
#include <QObject>

#include <functional>
#include <map>
#include <memory>

class QLocalSocket;

namespace hydra {

/// The keeper's control socket (keeper_client/protocol.h): any number of equal clients, bounded
/// buffers. Event-loop thread. HANDLERS implements the requests: one function per method, whose
/// reply may come later and is dropped if the client has left.
class ControlServer : public QObject
{
    Q_OBJECT

public:
    using Reply = std::function<void(Result<QJsonObject>)>;
    using Handler = std::function<void(const QJsonObject &params, Reply reply)>;
    ControlServer(std::map<QString, Handler> handlers, std::function<QByteArray()> greeting,
                  QObject *parent = nullptr);
    ~ControlServer() override;

    [[nodiscard]] Result<void> listen(const QString &path);
    void broadcast(const QByteArray &line);
    /// Accepts no more clients; existing ones get pending data and are closed.
    void finish();
    [[nodiscard]] bool isDrained() const { return m_clients.empty(); }

private:
    void accept();
    void read(QLocalSocket *socket);
    void take(QLocalSocket *socket, const QByteArray &line);
    void send(QLocalSocket *socket, const QByteArray &line);
    void drop(QLocalSocket *socket);

    std::map<QString, Handler> m_handlers;
    std::function<QByteArray()> m_greeting;
    QLocalServer m_server;
    std::map<QLocalSocket *, std::unique_ptr<LineSplitter>> m_clients;
};

} // namespace hydra
