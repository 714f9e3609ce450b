// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "console/channel.h"

#include "console/terminal_reports.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>

namespace hydra {
namespace {

constexpr qint64 kInputLimit = 1 << 20;
constexpr qsizetype kHeaderLimit = 4096;
constexpr qint64 kReadLimit = 256 << 10;

} // namespace

class ConsoleChannel::Private
{
public:
    Private(ConsoleChannel *owner, QString socketPath) : q(owner), path(std::move(socketPath))
    {
        socket->setReadBufferSize(kReadLimit);
        QObject::connect(socket, &QLocalSocket::readyRead, q, [this] { read(); });
        QObject::connect(socket, &QLocalSocket::disconnected, q,
                         [this] { close(QStringLiteral("the console ended")); });
        QObject::connect(socket, &QLocalSocket::errorOccurred, q, [this] {
            if (socket->error() != QLocalSocket::PeerClosedError) // that one is `disconnected`
                close(socket->errorString());
        });
    }

    ~Private()
    {
        socket->disconnect();
        socket->deleteLater();
    }

    void close(const QString &why)
    {
        if (std::exchange(isClosed, true))
            return;
        socket->disconnectFromServer();
        Q_EMIT q->closed({ErrorCode::Failed, why, QStringLiteral("console"), {}, {}});
    }

    void read()
    {
        const std::weak_ptr<bool> alive = lifeline;
        QByteArray bytes = socket->readAll();
        if (!hasHeader && !(hasHeader = takeHeader(bytes)))
            return;
        if (alive.expired() || isClosed)
            return;
        if (replayLeft > 0)
            takeReplay(bytes);
        if (!alive.expired() && !isClosed && !bytes.isEmpty())
            Q_EMIT q->live(bytes);
    }

    /// Leaves in BYTES what follows the header.
    bool takeHeader(QByteArray &bytes)
    {
        header += std::exchange(bytes, {});
        const qsizetype end = header.indexOf('\n');
        const QJsonObject json = QJsonDocument::fromJson(header.left(end)).object();
        if (end > kHeaderLimit || (end < 0 && header.size() > kHeaderLimit)
            || (end >= 0 && !json.contains(QStringLiteral("replay")))) {
            close(QStringLiteral("this is no console"));
            return false;
        }
        if (end < 0)
            return false;
        bytes = header.mid(end + 1);
        header.clear();
        replayLeft = json[QStringLiteral("replay")].toInteger();
        Q_EMIT q->opened(json[QStringLiteral("boot")].toInt(), replayLeft);
        return true;
    }

    void takeReplay(QByteArray &bytes)
    {
        const QByteArray old = bytes.left(replayLeft);
        bytes.remove(0, old.size());
        replayLeft -= old.size();
        const QByteArray stripped = stripper.feed(old);
        if (replayLeft == 0) // what is cut by the replay's end goes on live
            bytes.prepend(stripper.flush());
        if (!stripped.isEmpty())
            Q_EMIT q->replay(stripped);
    }

    ConsoleChannel *q;
    QString path;
    QLocalSocket *socket = new QLocalSocket;
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
    d->socket->connectToServer(d->path);
}

bool ConsoleChannel::write(const QByteArray &bytes)
{
    if (d->socket->bytesToWrite() + bytes.size() > kInputLimit)
        return false;
    d->socket->write(bytes);
    return true;
}

} // namespace hydra

#include "console/moc_channel.cpp"
