// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/channel.h"

#include "core/console/local_connection.h"
#include "core/console/terminal_reports.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hydra {
namespace {

constexpr qint64 kInputLimit = 1 << 20;
constexpr qsizetype kHeaderLimit = 4096;
constexpr qint64 kReadLimit = 256 << 10;

} // namespace

class ConsoleChannel::Private
{
public:
    Private(ConsoleChannel *owner, QString path)
        : q(owner), connection(std::move(path), {.readLimit = kReadLimit, .sendLimit = kInputLimit})
    {
        using Loss = LocalConnection::Loss;
        QObject::connect(&connection, &LocalConnection::readable, q, [this] { read(); });
        QObject::connect(
            &connection, &LocalConnection::lost, q, [this](Loss loss, const QString &words) {
                close(loss == Loss::ClosedByPeer ? QStringLiteral("the console ended") : words);
            });
    }

    void close(const QString &why)
    {
        if (std::exchange(isClosed, true))
            return;
        connection.close();
        Q_EMIT q->closed(
            {.code = ErrorCode::Failed, .what = why, .where = QStringLiteral("console")});
    }

    void read()
    {
        const std::weak_ptr<bool> alive = lifeline;
        QByteArray bytes = connection.read();
        if (!hasHeader && !takeHeader(bytes))
            return;
        if (alive.expired() || isClosed)
            return;
        if (replayLeft > 0)
            takeReplay(bytes);
        if (!alive.expired() && !isClosed && !bytes.isEmpty())
            Q_EMIT q->live(bytes);
    }

    /// Consumes the header and leaves in BYTES what follows it; false while the header is
    /// incomplete or wrong.
    bool takeHeader(QByteArray &bytes)
    {
        header += std::exchange(bytes, {});
        const qsizetype end = header.indexOf('\n');
        const QJsonObject json = QJsonDocument::fromJson(header.left(end)).object();
        if (end > kHeaderLimit || (end < 0 && header.size() > kHeaderLimit) ||
            (end >= 0 && !json.contains(QStringLiteral("replay")))) {
            close(QStringLiteral("this is no console"));
            return false;
        }
        if (end < 0)
            return false;
        bytes = header.mid(end + 1);
        header.clear();
        replayLeft = json[QStringLiteral("replay")].toInteger();
        hasHeader = true;
        Q_EMIT q->opened(json[QStringLiteral("boot")].toInt(), replayLeft);
        return true;
    }

    void takeReplay(QByteArray &bytes)
    {
        const QByteArray old = bytes.left(replayLeft);
        bytes.remove(0, old.size());
        replayLeft -= old.size();
        const QByteArray stripped = stripper.feed(old);
        // A sequence that the end of the replay cuts in two continues in the live bytes.
        if (replayLeft == 0)
            bytes.prepend(stripper.flush());
        if (!stripped.isEmpty())
            Q_EMIT q->replay(stripped);
    }

    ConsoleChannel *q;
    LocalConnection connection;
    QueryStripper stripper;
    QByteArray header;
    bool hasHeader = false;
    qint64 replayLeft = 0;
    bool isClosed = false;
    std::shared_ptr<bool> lifeline = std::make_shared<bool>(true);
};

ConsoleChannel::ConsoleChannel(QString socket, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(socket)))
{
}

ConsoleChannel::~ConsoleChannel() = default;

void ConsoleChannel::open()
{
    d->connection.open();
}

bool ConsoleChannel::write(const QByteArray &bytes)
{
    return d->connection.write(bytes);
}

} // namespace hydra

#include "core/console/moc_channel.cpp"
