// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "vm/qemu/qmp_client.h"

#include <QLocalSocket>

#include <map>

namespace hydra {
namespace {

Error broken(const QString &why)
{
    return {ErrorCode::Failed, QStringLiteral("the control connection ended: %1").arg(why),
            QStringLiteral("QEMU"), {}, {}};
}

} // namespace

class QmpClient::Private
{
public:
    Private(QmpClient *owner, QString path) : q(owner), socketPath(std::move(path))
    {
        QObject::connect(socket, &QLocalSocket::readyRead, q, [this] { read(); });
        QObject::connect(socket, &QLocalSocket::disconnected, q,
                         [this] { close(broken(QStringLiteral("closed by QEMU"))); });
        QObject::connect(socket, &QLocalSocket::errorOccurred, q,
                         [this] { close(broken(socket->errorString())); });
    }

    // A deleted socket may be inside one of its own signals.
    ~Private()
    {
        socket->disconnect();
        socket->deleteLater();
    }

    void read()
    {
        parser.feed(socket->readAll());
        const std::weak_ptr<bool> alive = lifeline; // whoever hears of a message may destroy us
        while (!alive.expired() && !isClosed) {
            const Result<std::optional<QmpMessage>> message = parser.next();
            if (!message)
                return close(message.error());
            if (!*message)
                return;
            take(**message);
        }
    }

    void take(const QmpMessage &message)
    {
        if (message.kind == QmpMessage::Kind::Greeting) {
            send(QStringLiteral("qmp_capabilities"), {}, [this, version = message.description](
                                                             const Result<QJsonValue> &reply) {
                if (!reply)
                    return;
                isReady = true;
                Q_EMIT q->ready(version);
            });
        } else if (message.kind == QmpMessage::Kind::Event) {
            Q_EMIT q->event(message.name, message.data);
        } else {
            answer(message);
        }
    }

    void answer(const QmpMessage &message)
    {
        const auto waiting = replies.find(message.id);
        if (waiting == replies.end())
            return;
        const Reply reply = std::move(waiting->second);
        replies.erase(waiting);
        if (!reply)
            return;
        if (message.kind == QmpMessage::Kind::Return)
            reply(message.value);
        else
            reply(fail(ErrorCode::Failed, message.description, QStringLiteral("QEMU"), {}, message.name));
    }

    void send(const QString &command, const QJsonObject &arguments, Reply reply)
    {
        replies[nextId] = std::move(reply);
        socket->write(qmpCommand(nextId++, command, arguments));
    }

    void close(const Error &why)
    {
        if (std::exchange(isClosed, true))
            return;
        isReady = false;
        socket->disconnectFromServer();
        const auto unanswered = std::exchange(replies, {});
        const std::weak_ptr<bool> alive = lifeline;
        for (const auto &[id, reply] : unanswered)
            if (reply)
                reply(fail(why));
        if (!alive.expired())
            Q_EMIT q->closed(why);
    }

    QmpClient *q;
    QString socketPath;
    QLocalSocket *socket = new QLocalSocket;
    QmpParser parser;
    std::map<qint64, Reply> replies;
    qint64 nextId = 1;
    bool isReady = false;
    bool isClosed = false;
    std::shared_ptr<bool> lifeline = std::make_shared<bool>(true);
};

QmpClient::QmpClient(QString socket, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(socket)))
{
}

QmpClient::~QmpClient()
{
    d->isClosed = true; // nobody hears of it any more
}

void QmpClient::open()
{
    d->socket->connectToServer(d->socketPath);
}

bool QmpClient::isReady() const
{
    return d->isReady;
}

void QmpClient::execute(const QString &command, const QJsonObject &arguments, Reply reply)
{
    if (d->isReady)
        return d->send(command, arguments, std::move(reply));
    if (reply)
        QMetaObject::invokeMethod(
            this, [reply = std::move(reply)] { reply(fail(broken(QStringLiteral("not connected")))); },
            Qt::QueuedConnection);
}

} // namespace hydra

#include "vm/qemu/moc_qmp_client.cpp"
