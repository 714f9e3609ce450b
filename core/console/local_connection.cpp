// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/local_connection.h"

#include <QFile>
#include <QLocalSocket>

#include <array>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace hydra {
namespace {

constexpr auto kQuickPause = std::chrono::milliseconds(20);
constexpr auto kSlowPause = std::chrono::milliseconds(250);
constexpr int kQuickAttempts = 50;

LocalConnection::Loss lossOf(QLocalSocket::LocalSocketError error)
{
    switch (error) {
    case QLocalSocket::ServerNotFoundError:
    case QLocalSocket::ConnectionRefusedError:
        return LocalConnection::Loss::Absent;
    case QLocalSocket::PeerClosedError:
        return LocalConnection::Loss::ClosedByPeer;
    default:
        return LocalConnection::Loss::Broken;
    }
}

} // namespace

LocalConnection::LocalConnection(QString path, LocalConnectionOptions options, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_options(options), m_socket(new QLocalSocket)
{
    m_socket->setReadBufferSize(options.readLimit);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &LocalConnection::attempt);
    connect(m_socket, &QLocalSocket::connected, this, &LocalConnection::onConnected);
    connect(m_socket, &QLocalSocket::readyRead, this, &LocalConnection::readable);
    connect(m_socket, &QLocalSocket::bytesWritten, this, &LocalConnection::written);
    connect(m_socket, &QLocalSocket::disconnected, this, [this] { end(Loss::ClosedByPeer); });
    connect(m_socket, &QLocalSocket::errorOccurred, this, [this](auto error) {
        // After a peer's closing `disconnected` follows, once the last bytes were received.
        if (error != QLocalSocket::PeerClosedError)
            end(lossOf(error));
    });
}

LocalConnection::~LocalConnection()
{
    m_socket->disconnect();
    m_socket->deleteLater();
}

void LocalConnection::open()
{
    m_isWanted = true;
    m_attempts = 0;
    attempt();
}

void LocalConnection::attempt()
{
    ++m_attempts;
    m_socket->abort();
    m_socket->connectToServer(m_path);
}

void LocalConnection::onConnected()
{
    m_isConnected = true;
    m_socket->write(std::exchange(m_early, {}));
    Q_EMIT connected();
}

void LocalConnection::close()
{
    m_isWanted = m_isConnected = false;
    m_early.clear();
    m_retry.stop();
    m_socket->flush(); // Qt drops what it has not sent yet
    m_socket->disconnectFromServer();
}

// Without signals of the old connection: they would be taken for the new one's.
void LocalConnection::moveTo(const QString &path)
{
    m_path = path;
    if (!m_isWanted)
        return;
    m_isConnected = false;
    m_retry.stop();
    m_attempts = 0;
    m_socket->blockSignals(true);
    m_socket->abort();
    m_socket->blockSignals(false);
    attempt();
}

bool LocalConnection::write(const QByteArray &bytes)
{
    if (unsent() + bytes.size() > m_options.sendLimit)
        return false;
    if (m_isConnected)
        m_socket->write(bytes);
    else
        m_early += bytes;
    return true;
}

bool LocalConnection::writeWithDescriptor(const QByteArray &bytes, int descriptor)
{
    if (m_isConnected)
        m_socket->flush();
    if (!m_isConnected || unsent() > 0)
        return false;
    QByteArray text = bytes;
    iovec part{.iov_base = text.data(), .iov_len = std::size_t(text.size())};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    const ssize_t sent = ::sendmsg(int(m_socket->socketDescriptor()), &message, 0);
    if (sent <= 0)
        return false;
    m_socket->write(bytes.mid(sent));
    return true;
}

qint64 LocalConnection::unsent() const
{
    return m_early.size() + m_socket->bytesToWrite();
}

qint64 LocalConnection::unread() const
{
    return m_socket->bytesAvailable();
}

QByteArray LocalConnection::read(qint64 limit)
{
    return m_socket->isOpen() ? m_socket->read(std::min(limit, unread())) : QByteArray();
}

// Reports the loss last, since a slot may destroy this object.
void LocalConnection::end(Loss loss)
{
    if (!m_isWanted)
        return;
    const bool wasConnected = std::exchange(m_isConnected, false);
    const QString words = m_socket->errorString();
    m_isWanted = m_options.persistent;
    if (m_options.persistent)
        m_retry.start(m_attempts < kQuickAttempts ? kQuickPause : kSlowPause);
    if (wasConnected || !m_options.persistent)
        Q_EMIT lost(loss, words);
}

OwnedFd connectBlocking(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (name.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return {};
    std::memcpy(address.sun_path, name.constData(), static_cast<size_t>(name.size()));
    OwnedFd fd(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (!fd.isOpen())
        return {};
    ::fcntl(fd.get(), F_SETFD, FD_CLOEXEC);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return {};
    return fd;
}

} // namespace hydra

#include "core/console/moc_local_connection.cpp"
