// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/remote_stream.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QPointer>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <utility>

namespace hydra {
namespace {

constexpr qsizetype kFrame = 32 << 10;
constexpr quint64 kLargestMessage = 33 << 20; ///< containerd's own limit is 32 MiB
constexpr auto kQuiet =
    std::chrono::minutes(2); ///< containerd ends a stream that is silent for hours
constexpr auto kPatience = std::chrono::seconds(15); ///< until it listens
constexpr qsizetype kLongestStatus = 64 << 10;
constexpr qsizetype kPortPrefix = 2;

QString name(const char *text)
{
    return QLatin1String(text);
}

// What a stranger says that is kept until the end.
void append(QByteArray &kept, const QByteArray &bytes)
{
    kept += bytes.left(kLongestStatus - kept.size());
}

} // namespace

/// A socket that speaks v4.channel.k8s.io and pings while nothing is said.
struct StreamSocket {
    StreamSocket()
    {
        socket.setProxy(QNetworkProxy::NoProxy);
        socket.setMaxAllowedIncomingMessageSize(kLargestMessage);
        socket.setMaxAllowedIncomingFrameSize(kLargestMessage);
        patience.setSingleShot(true);
        patience.setInterval(kPatience);
        ping.setInterval(kQuiet);
        QObject::connect(&ping, &QTimer::timeout, &socket, [this] { socket.ping(); });
    }
    void open(const QUrl &url)
    {
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({QStringLiteral("v4.channel.k8s.io")});
        socket.open(url, options);
        patience.start();
        ping.start();
    }
    void send(int channel, const QByteArray &bytes)
    {
        for (qsizetype at = 0; at < bytes.size(); at += kFrame)
            socket.sendBinaryMessage(char(channel) + bytes.mid(at, kFrame));
    }
    QWebSocket socket;
    QTimer ping;
    QTimer patience; ///< runs until the runtime listens
};

Result<int> exitOfStatus(const QByteArray &text)
{
    const QJsonObject status = QJsonDocument::fromJson(text).object();
    if (status[u"status"].toString() == u"Success")
        return 0;
    if (status[u"reason"].toString() == u"NonZeroExitCode") {
        for (const QJsonValue &cause : status[u"details"][u"causes"].toArray()) {
            bool isNumber = false;
            const int code = cause[u"message"].toString().toInt(&isNumber);
            if (cause[u"reason"].toString() == u"ExitCode" && isNumber)
                return code;
        }
    }
    const QString words = status[u"message"].toString();
    return fail(ErrorCode::Failed,
                words.isEmpty() ? QStringLiteral("the stream ended without a status") : words);
}

QUrl streamUrl(const QString &reply, const QString &host, quint16 port)
{
    QUrl url(reply);
    url.setScheme(url.scheme() == u"https" ? QStringLiteral("wss") : QStringLiteral("ws"));
    if (port != 0) {
        url.setHost(host);
        url.setPort(port);
    }
    return url;
}

class RemoteStream::Private
{
public:
    QUrl url;
    StreamSocket stream;
    QByteArray status;
    bool isReady = false;
    bool isOver = false;

    void end(RemoteStream *self, const Result<int> &exit)
    {
        if (std::exchange(isOver, true))
            return;
        stream.ping.stop();
        stream.patience.stop();
        Q_EMIT self->ended(exit);
    }
    [[nodiscard]] QString where() const { return url.host() + u':' + QString::number(url.port()); }
};

RemoteStream::RemoteStream(QUrl url, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->url = std::move(url);
    QWebSocket *socket = &d->stream.socket;
    connect(socket, &QWebSocket::bytesWritten, this, &RemoteStream::drained);
    connect(socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &message) {
        d->stream.patience.stop();
        if (!std::exchange(d->isReady, true)) // its first frame, empty, says that it listens
            Q_EMIT opened();
        const int channel = message.isEmpty() ? -1 : message[0];
        if (channel == int(StreamChannel::Status))
            append(d->status, message.mid(1));
        else if (channel == int(StreamChannel::Output) ||
                 channel == int(StreamChannel::ErrorOutput))
            Q_EMIT received(StreamChannel(channel), message.mid(1));
    });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        if (d->status.isEmpty())
            d->end(this, fail(ErrorCode::Failed,
                              socket->error() == QAbstractSocket::UnknownSocketError ||
                                      socket->error() == QAbstractSocket::RemoteHostClosedError
                                  ? QStringLiteral("the stream ended without a status")
                                  : socket->errorString(),
                              d->where(),
                              QStringLiteral(
                                  "is the VM still running, and its streaming port forwarded?")));
        else
            d->end(this, exitOfStatus(d->status));
    });
    connect(&d->stream.patience, &QTimer::timeout, this, [this, socket] {
        const QPointer<RemoteStream> self = this;
        d->end(this,
               fail(ErrorCode::TimedOut,
                    QStringLiteral("the runtime's streaming server does not answer"), d->where(),
                    QStringLiteral("is its streaming port forwarded to the right place?")));
        if (self)
            socket->abort();
    });
}

RemoteStream::~RemoteStream()
{
    d->stream.socket.disconnect(this);
}

void RemoteStream::setPatience(std::chrono::milliseconds patience)
{
    d->stream.patience.setInterval(patience);
}

void RemoteStream::open()
{
    d->stream.open(d->url);
}

void RemoteStream::write(const QByteArray &input)
{
    d->stream.send(int(StreamChannel::Input), input);
}

void RemoteStream::resize(int columns, int rows)
{
    const QJsonObject size{{name("Width"), columns}, {name("Height"), rows}};
    d->stream.send(int(StreamChannel::Resize), QJsonDocument(size).toJson(QJsonDocument::Compact));
}

qint64 RemoteStream::pending() const
{
    return d->stream.socket.bytesToWrite();
}

class RemotePort::Private
{
public:
    QUrl url;
    StreamSocket stream;
    QByteArray failure;
    qsizetype prefixLeft[2] = {kPortPrefix,
                               kPortPrefix}; ///< of each channel: the port's number comes first
};

RemotePort::RemotePort(QUrl url, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->url = std::move(url);
    QWebSocket *socket = &d->stream.socket;
    connect(socket, &QWebSocket::connected, &d->stream.patience, &QTimer::stop);
    connect(socket, &QWebSocket::connected, this, &RemotePort::opened);
    connect(&d->stream.patience, &QTimer::timeout, this, [this, socket] {
        socket->disconnect(this);
        d->stream.ping.stop();
        const QPointer<RemotePort> self = this;
        Q_EMIT ended(QStringLiteral("the runtime's streaming server does not answer"));
        if (self)
            socket->abort();
    });
    connect(socket, &QWebSocket::bytesWritten, this, &RemotePort::drained);
    connect(socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &message) {
        const int channel = message.isEmpty() ? -1 : message[0];
        if (channel != 0 && channel != 1)
            return;
        QByteArray bytes = message.mid(1);
        qsizetype &skip = d->prefixLeft[channel];
        const qsizetype skipped = std::min(skip, bytes.size());
        bytes.remove(0, skipped);
        skip -= skipped;
        if (channel == 1)
            append(d->failure, bytes);
        else if (!bytes.isEmpty())
            Q_EMIT received(bytes);
    });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        d->stream.ping.stop();
        d->stream.patience.stop();
        if (d->failure.isEmpty() && socket->error() != QAbstractSocket::UnknownSocketError &&
            socket->error() != QAbstractSocket::RemoteHostClosedError)
            d->failure = socket->errorString().toUtf8();
        Q_EMIT ended(QString::fromUtf8(d->failure).trimmed());
    });
}

RemotePort::~RemotePort()
{
    d->stream.socket.disconnect(this);
}

void RemotePort::open()
{
    d->stream.open(d->url);
}

void RemotePort::write(const QByteArray &bytes)
{
    d->stream.send(0, bytes);
}

bool RemotePort::isOpen() const
{
    return d->stream.socket.isValid();
}

qint64 RemotePort::pending() const
{
    return d->stream.socket.bytesToWrite();
}

void RemotePort::close()
{
    d->stream.socket.close();
}

} // namespace hydra

#include "core/cri/moc_remote_stream.cpp"
