// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/client.h"

#include "base/line_splitter.h"
#include "keeper/protocol.h"

#include <QLocalSocket>

#include <map>

namespace hydra {

class KeeperClient::Private
{
public:
    Private(KeeperClient *owner, QString socketPath) : q(owner), path(std::move(socketPath))
    {
        QObject::connect(socket, &QLocalSocket::readyRead, q, [this] { read(); });
        QObject::connect(socket, &QLocalSocket::disconnected, q, [this] {
            close({ErrorCode::Failed, QStringLiteral("the keeper ended"), path, {}, {}});
        });
        QObject::connect(socket, &QLocalSocket::errorOccurred, q, [this] {
            const bool absent = socket->error() == QLocalSocket::ServerNotFoundError
                                || socket->error() == QLocalSocket::ConnectionRefusedError;
            if (socket->error() != QLocalSocket::PeerClosedError) // that one is `disconnected`
                close({absent ? ErrorCode::NotFound : ErrorCode::Failed,
                       absent ? QStringLiteral("no keeper runs") : socket->errorString(), path, {}, {}});
        });
    }

    // A deleted socket may be inside one of its own signals.
    ~Private()
    {
        socket->disconnect();
        socket->deleteLater();
    }

    void read()
    {
        const std::weak_ptr<bool> alive = lifeline; // whoever hears of a message may destroy us
        lines.feed(socket->readAll());
        while (!alive.expired() && !isClosed) {
            const std::optional<QByteArray> line = lines.next();
            if (!line)
                break;
            const Result<protocol::Message> message = protocol::parse(*line);
            if (!message)
                return close({ErrorCode::Conflict, QStringLiteral("its keeper ") + message.error().what, path, {}, {}});
            take(*message);
        }
        if (!alive.expired() && lines.overflowed())
            close({ErrorCode::Conflict, QStringLiteral("its keeper sent too long a line"), path, {}, {}});
    }

    void take(const protocol::Message &message)
    {
        if (message.reply)
            return answer(message.id.toInteger(-1), *message.reply);
        if (message.method != u"hello" && message.method != u"state") {
            Q_EMIT q->notified(message.method, message.params);
            return;
        }
        if (message.method == u"hello" && protocol::ageOf(message.params) != protocol::Age::Understood)
            return close(protocol::versionError(message.params));
        const Result<VmStatus> status = vmStatusFromJson(message.params[QStringLiteral("vm")].toObject());
        if (!status)
            return close({ErrorCode::Conflict, status.error().what, path, {}, {}});
        if (message.method == u"hello")
            Q_EMIT q->opened(*status);
        else
            Q_EMIT q->statusChanged(*status);
    }

    void answer(qint64 id, const Result<QJsonObject> &result)
    {
        const auto waiting = replies.find(id);
        if (waiting == replies.end())
            return;
        const Reply reply = std::move(waiting->second);
        replies.erase(waiting);
        reply(result);
    }

    void close(const Error &why)
    {
        if (std::exchange(isClosed, true))
            return;
        socket->disconnectFromServer();
        const auto unanswered = std::exchange(replies, {});
        const std::weak_ptr<bool> alive = lifeline;
        for (const auto &[id, reply] : unanswered)
            reply(fail(why));
        if (!alive.expired())
            Q_EMIT q->closed(why);
    }

    KeeperClient *q;
    QString path;
    QLocalSocket *socket = new QLocalSocket;
    LineSplitter lines{protocol::kMessageLimit};
    std::map<qint64, Reply> replies;
    qint64 nextId = 1;
    bool isClosed = false;
    std::shared_ptr<bool> lifeline = std::make_shared<bool>(true);
};

KeeperClient::KeeperClient(QString controlSocket, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(controlSocket)))
{
}

KeeperClient::~KeeperClient() = default;

void KeeperClient::open()
{
    d->socket->connectToServer(d->path);
}

void KeeperClient::request(const QString &method, const QJsonObject &params, Reply reply)
{
    if (d->isClosed) {
        QMetaObject::invokeMethod(
            this,
            [reply = std::move(reply), path = d->path] {
                reply(fail(ErrorCode::NotFound, QStringLiteral("no keeper runs"), path));
            },
            Qt::QueuedConnection);
        return;
    }
    const QByteArray line = protocol::request(d->nextId, method, params);
    d->replies[d->nextId++] = std::move(reply);
    if (d->socket->state() == QLocalSocket::ConnectedState) {
        d->socket->write(line);
    } else {
        connect(d->socket, &QLocalSocket::connected, this, [this, line] { d->socket->write(line); });
    }
}

} // namespace hydra

#include "keeper/moc_client.cpp"
