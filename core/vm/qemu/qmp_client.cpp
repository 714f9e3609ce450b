// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/qmp_client.h"

#include "core/console/local_connection.h"

#include <map>

namespace hydra {
namespace {

Error broken(const QString &why)
{
    return {.code = ErrorCode::Unavailable,
            .what = QStringLiteral("the control connection ended: %1").arg(why),
            .where = QStringLiteral("QEMU")};
}

} // namespace

class QmpClient::Private
{
public:
    Private(QmpClient *owner, QString socket) : q(owner), connection(std::move(socket))
    {
        using Loss = LocalConnection::Loss;
        QObject::connect(&connection, &LocalConnection::readable, q, [this] { read(); });
        QObject::connect(
            &connection, &LocalConnection::lost, q, [this](Loss loss, const QString &words) {
                close(
                    broken(loss == Loss::ClosedByPeer ? QStringLiteral("closed by QEMU") : words));
            });
    }

    void read()
    {
        parser.feed(connection.read());
        const std::weak_ptr<bool> alive = lifeline; // a handler may destroy this object
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
            send(QStringLiteral("qmp_capabilities"), {},
                 [this, version = message.description](const Result<QJsonValue> &reply) {
                     if (!reply)
                         return;
                     isReady = true;
                     Q_EMIT q->ready(version);
                 });
        } else if (message.kind == QmpMessage::Kind::Event) {
            Q_EMIT q->eventReceived(message.name, message.data);
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
            reply(fail(ErrorCode::Failed, message.description, QStringLiteral("QEMU"), {},
                       message.name));
    }

    void send(const QString &command, const QJsonObject &arguments, Reply reply)
    {
        replies[nextId] = std::move(reply);
        connection.write(qmpCommand(nextId++, command, arguments));
    }

    void close(const Error &why)
    {
        if (std::exchange(isClosed, true))
            return;
        isReady = false;
        connection.close();
        const auto unanswered = std::exchange(replies, {});
        const std::weak_ptr<bool> alive = lifeline;
        for (const auto &[id, reply] : unanswered) {
            if (reply)
                reply(fail(why));
            if (alive.expired()) // what the other replies refer to may be gone, too
                return;
        }
        Q_EMIT q->closed(why);
    }

    QmpClient *q;
    LocalConnection connection;
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
    d->isClosed = true; // no `closed` and no REPLY during destruction
}

void QmpClient::open()
{
    d->connection.open();
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
            this,
            [reply = std::move(reply)] { reply(fail(broken(QStringLiteral("not connected")))); },
            Qt::QueuedConnection);
}

} // namespace hydra

#include "core/vm/qemu/moc_qmp_client.cpp"
