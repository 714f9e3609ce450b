// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/webhook.h"

#include "keeper/http_request.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>

#include <memory>

namespace hydra {
namespace {

constexpr int kConnections = 16;

QByteArray response(const char *status)
{
    return QByteArrayLiteral("HTTP/1.1 ") + status
           + QByteArrayLiteral("\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

} // namespace

Webhook::Webhook(const QString &token, QObject *parent) : QObject(parent), m_path('/' + token.toUtf8())
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    m_server.setMaxPendingConnections(kConnections);
    connect(&m_server, &QTcpServer::newConnection, this, &Webhook::accept);
}

Result<void> Webhook::listen(std::uint16_t port)
{
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost), port))
        return fail(ErrorCode::Conflict, m_server.errorString(), QStringLiteral("127.0.0.1:%1").arg(port));
    return {};
}

void Webhook::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_server.findChildren<QTcpSocket *>().size() > kConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto parser = std::make_shared<HttpRequestParser>();
        QTimer::singleShot(std::chrono::seconds(10), socket, &QTcpSocket::abort);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, parser] {
            const HttpRequestParser::State state = parser->feed(socket->readAll());
            if (state == HttpRequestParser::State::More)
                return;
            const HttpRequest &request = parser->request();
            const bool whole = state == HttpRequestParser::State::Whole;
            const bool ours = whole && request.path == m_path;
            const auto event = ours && request.method == "POST" ? parseCloudInitEvent(request.body) : std::nullopt;
            socket->disconnect(this);
            socket->write(response(event ? "200 OK" : whole && !ours ? "404 Not Found" : "400 Bad Request"));
            socket->disconnectFromHost();
            if (event)
                Q_EMIT received(*event);
        });
    }
}

} // namespace hydra

#include "keeper/moc_webhook.cpp"
