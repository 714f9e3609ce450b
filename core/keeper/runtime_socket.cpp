// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/runtime_socket.h"

#include "core/console/local_listener.h"

#include <QLocalSocket>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace hydra {
namespace {

constexpr qint64 kHeld = 256 << 10; // bytes buffered in each direction

/// One connection: data from either side goes to the other. When one side closes, the other is
/// closed as soon as the buffered data is written.
class Carried : public QObject
{
public:
    Carried(QLocalSocket *client, const PlannedPort &port, QObject *parent)
        : QObject(parent), m_client(client)
    {
        client->setParent(this);
        client->setReadBufferSize(kHeld);
        m_port.setReadBufferSize(kHeld);
        m_port.setProxy(QNetworkProxy::NoProxy);
        carry(client, &m_port);
        carry(&m_port, client);
        connect(client, &QLocalSocket::disconnected, this, [this] {
            m_clientGone = true;
            end();
        });
        connect(&m_port, &QTcpSocket::disconnected, this, [this] {
            m_portGone = true;
            end();
        });
        connect(&m_port, &QTcpSocket::errorOccurred, this, [this] {
            if (m_port.state() != QAbstractSocket::ConnectedState) {
                m_portGone = true;
                end();
            }
        });
        m_port.connectToHost(port.localAddress(), port.hostPort);
    }

private:
    void carry(QIODevice *from, QIODevice *to)
    {
        const auto move = [from, to] {
            if (to->isOpen() && to->bytesToWrite() < kHeld && from->bytesAvailable() > 0)
                to->write(from->read(kHeld));
        };
        connect(from, &QIODevice::readyRead, this, move);
        connect(to, &QIODevice::bytesWritten, this, move);
    }

    void end()
    {
        if (m_clientGone && m_portGone)
            return deleteLater();
        if (m_clientGone) {
            if (m_port.state() == QAbstractSocket::ConnectedState) {
                m_port.write(m_client->readAll());
                m_port.disconnectFromHost();
            } else {
                m_port.abort();
                deleteLater();
            }
        } else {
            m_client->write(m_port.readAll());
            m_client->disconnectFromServer();
        }
    }

    QLocalSocket *m_client;
    QTcpSocket m_port;
    bool m_clientGone = false;
    bool m_portGone = false;
};

} // namespace

RuntimeSocket::RuntimeSocket(QString path, PlannedPort port, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_port(std::move(port))
{
    connect(&m_server, &QLocalServer::newConnection, this, &RuntimeSocket::accept);
}

RuntimeSocket::~RuntimeSocket() = default;

Result<void> RuntimeSocket::listen()
{
    return listenPrivately(m_server, m_path);
}

void RuntimeSocket::accept()
{
    while (QLocalSocket *client = m_server.nextPendingConnection())
        new Carried(client, m_port, this);
}

} // namespace hydra

#include "core/keeper/moc_runtime_socket.cpp"
