// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/control_server.h"

#include "core/console/local_listener.h"

#include <QLocalSocket>
#include <QPointer>

#include <vector>

namespace hydra {
namespace {

constexpr std::size_t kMaxControlClients = 256;

} // namespace

ControlServer::ControlServer(std::map<QString, Handler> handlers,
                             std::function<QByteArray()> greeting, QObject *parent)
    : QObject(parent), m_handlers(std::move(handlers)), m_greeting(std::move(greeting))
{
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::accept);
}

ControlServer::~ControlServer()
{
    for (const auto &[socket, lines] : m_clients)
        socket->disconnect(this);
}

Result<void> ControlServer::listen(const QString &path)
{
    return listenPrivately(m_server, path);
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (m_clients.size() >= kMaxControlClients) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_clients[socket] = std::make_unique<LineSplitter>(protocol::kRequestLimit);
        socket->setReadBufferSize(protocol::kRequestLimit);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] { drop(socket); });
        send(socket, m_greeting());
    }
}

void ControlServer::read(QLocalSocket *socket)
{
    m_clients[socket]->feed(socket->readAll());
    while (m_clients.contains(socket)) {
        const std::optional<QByteArray> line = m_clients[socket]->next();
        if (!line)
            break;
        if (!line->trimmed().isEmpty())
            take(socket, *line);
    }
    if (m_clients.contains(socket) && m_clients[socket]->overflowed())
        drop(socket);
}

void ControlServer::take(QLocalSocket *socket, const QByteArray &line)
{
    const Result<protocol::Message> message = protocol::parse(line);
    if (!message || message->reply) {
        const Error why =
            message ? Error{.code = ErrorCode::Invalid, .what = QStringLiteral("nothing was asked")}
                    : message.error();
        const bool isJson = message || why.code == ErrorCode::Invalid;
        return send(socket, protocol::errorReply(
                                {}, isJson ? protocol::InvalidRequest : protocol::ParseError, why));
    }
    const auto handler = m_handlers.find(message->method);
    const QJsonValue id = message->id;
    if (handler == m_handlers.end()) {
        if (!id.isUndefined())
            send(socket, protocol::errorReply(id, protocol::MethodNotFound,
                                              {.code = ErrorCode::Invalid,
                                               .what = QStringLiteral("no such method"),
                                               .where = message->method.left(100)}));
        return;
    }
    handler->second(message->params, [this, id, client = QPointer<QLocalSocket>(socket)](
                                         const Result<QJsonObject> &result) {
        if (client && !id.isUndefined() && m_clients.contains(client.data()))
            send(client, result ? protocol::reply(id, *result)
                                : protocol::errorReply(id, protocol::OwnError, result.error()));
    });
}

void ControlServer::send(QLocalSocket *socket, const QByteArray &line)
{
    if (socket->bytesToWrite() > protocol::kUnreadLimit)
        return drop(socket);
    socket->write(line);
}

void ControlServer::broadcast(const QByteArray &line)
{
    std::vector<QLocalSocket *> sockets;
    for (const auto &[socket, lines] : m_clients)
        sockets.push_back(socket);
    for (QLocalSocket *socket : sockets)
        send(socket, line);
}

void ControlServer::drop(QLocalSocket *socket)
{
    if (m_clients.erase(socket) == 0)
        return;
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void ControlServer::finish()
{
    m_server.close();
    std::vector<QLocalSocket *> sockets;
    for (const auto &[socket, lines] : m_clients)
        sockets.push_back(socket);
    for (QLocalSocket *socket : sockets)
        socket->disconnectFromServer(); // after pending data was sent
}

} // namespace hydra

#include "core/keeper/moc_control_server.cpp"
