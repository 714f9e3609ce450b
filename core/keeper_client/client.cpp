// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/client.h"

#include "core/base/line_splitter.h"
#include "core/console/local_connection.h"
#include "core/keeper_client/protocol.h"

#include <map>

namespace hydra {

class KeeperClient::Private
{
public:
    Private(KeeperClient *owner, const QString &socket) : q(owner), path(socket), connection(socket)
    {
        QObject::connect(&connection, &LocalConnection::readable, q, [this] { read(); });
        QObject::connect(&connection, &LocalConnection::lost, q,
                         [this](LocalConnection::Loss loss, const QString &words) {
                             close(errorOf(loss, words));
                         });
    }

    [[nodiscard]] Error errorOf(LocalConnection::Loss loss, const QString &words) const
    {
        using Loss = LocalConnection::Loss;
        if (loss == Loss::Absent)
            return {.code = ErrorCode::NotFound,
                    .what = QStringLiteral("no keeper runs"),
                    .where = path};
        return {.code = ErrorCode::Failed,
                .what = loss == Loss::ClosedByPeer ? QStringLiteral("the keeper ended") : words,
                .where = path};
    }

    void read()
    {
        const std::weak_ptr<bool> alive = lifeline; // a slot or callback may destroy this object
        lines.feed(connection.read());
        while (!alive.expired() && !isClosed) {
            const std::optional<QByteArray> line = lines.next();
            if (!line)
                break;
            const Result<protocol::Message> message = protocol::parse(*line);
            if (!message)
                return close({.code = ErrorCode::Conflict,
                              .what = QStringLiteral("its keeper ") + message.error().what,
                              .where = path});
            take(*message);
        }
        if (!alive.expired() && lines.overflowed())
            close({.code = ErrorCode::Conflict,
                   .what = QStringLiteral("its keeper sent too long a line"),
                   .where = path});
    }

    void take(const protocol::Message &message)
    {
        if (message.reply)
            return answer(message.id.toInteger(-1), *message.reply);
        if (message.method != u"hello" && message.method != u"state") {
            Q_EMIT q->notified(message.method, message.params);
            return;
        }
        if (message.method == u"hello" &&
            protocol::ageOf(message.params) != protocol::Age::Understood)
            return close(protocol::versionError(message.params));
        const Result<VmStatus> status =
            vmStatusFromJson(message.params[QStringLiteral("vm")].toObject());
        if (!status)
            return close({.code = ErrorCode::Conflict, .what = status.error().what, .where = path});
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
        connection.close();
        const auto unanswered = std::exchange(replies, {});
        const std::weak_ptr<bool> alive = lifeline;
        for (const auto &[id, reply] : unanswered) {
            reply(fail(why));
            if (alive.expired()) // what the other replies refer to may be gone, too
                return;
        }
        Q_EMIT q->closed(why);
    }

    KeeperClient *q;
    QString path;
    LocalConnection connection;
    LineSplitter lines{protocol::kMessageLimit};
    std::map<qint64, Reply> replies;
    qint64 nextId = 1;
    bool isClosed = false;
    std::shared_ptr<bool> lifeline = std::make_shared<bool>(true);
};

KeeperClient::KeeperClient(const QString &controlSocket, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, controlSocket))
{
}

KeeperClient::~KeeperClient() = default;

void KeeperClient::open()
{
    d->connection.open();
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
    d->connection.write(protocol::request(d->nextId, method, params));
    d->replies[d->nextId++] = std::move(reply);
}

} // namespace hydra

#include "core/keeper_client/moc_client.cpp"
