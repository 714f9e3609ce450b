// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/console_server.h"

#include "keeper/local_listener.h"
#include "keeper/protocol.h"

#include <QDateTime>

#include <algorithm>

namespace hydra {
namespace {

constexpr qint64 kVmReadLimit = 64 << 10;
constexpr qint64 kClientReadLimit = 16 << 10;
constexpr qint64 kUnsentLimit = 64 << 10;
constexpr qint64 kChunk = 32 << 10;
constexpr qsizetype kInputLimit = 64 << 10;
constexpr std::size_t kMaxClients = 64;
constexpr auto kRetry = std::chrono::milliseconds(20);
constexpr auto kEscapeDelay = std::chrono::milliseconds(50);
constexpr auto kFollowDelay = std::chrono::milliseconds(20);
constexpr auto kSendPause = std::chrono::milliseconds(4);
constexpr qsizetype kSlowPiece = 16; ///< of an emulated UART; more at once gets lost under TCG
constexpr qsizetype kFastPiece = 1024;

} // namespace

struct ConsoleServer::Client {
    QLocalSocket *socket = nullptr;
    qint64 position = 0;
    InputFilter filter;
    QTimer escape; ///< the escape key alone is passed on after a moment

    ~Client() { socket->deleteLater(); }
};

ConsoleServer::ConsoleServer(PlannedConsole console, QObject *parent)
    : QObject(parent), m_console(std::move(console))
{
    m_vm.setReadBufferSize(kVmReadLimit);
    m_connect.setSingleShot(true);
    m_follow.setSingleShot(true);
    m_send.setInterval(kSendPause);
    connect(&m_server, &QLocalServer::newConnection, this, &ConsoleServer::accept);
    connect(&m_connect, &QTimer::timeout, this, [this] { m_vm.connectToServer(m_console.vmSocket); });
    connect(&m_vm, &QLocalSocket::connected, this, [this] {
        m_connected = true;
        Q_EMIT connectedToVm();
    });
    connect(&m_vm, &QLocalSocket::readyRead, this, &ConsoleServer::readVm);
    connect(&m_vm, &QLocalSocket::stateChanged, this, [this](QLocalSocket::LocalSocketState state) {
        if (state != QLocalSocket::UnconnectedState)
            return;
        if (m_wanted)
            m_connect.start(kRetry);
        if (std::exchange(m_connected, false))
            Q_EMIT disconnectedFromVm();
    });
    connect(&m_vm, &QLocalSocket::errorOccurred, this, [this] {
        if (m_wanted && !m_connected)
            m_connect.start(kRetry);
    });
    connect(&m_follow, &QTimer::timeout, this, &ConsoleServer::follow);
    connect(&m_send, &QTimer::timeout, this, &ConsoleServer::sendInput);
}

ConsoleServer::~ConsoleServer()
{
    m_vm.disconnect(this);
}

Result<void> ConsoleServer::open(bool fresh)
{
    if (fresh)
        Transcript::rotate(m_console.transcript);
    Result<Transcript> transcript = Transcript::open(m_console.transcript);
    if (!transcript)
        return fail(transcript.error());
    m_transcript = std::make_unique<Transcript>(std::move(*transcript));
    return listenPrivately(m_server, m_console.socket);
}

void ConsoleServer::connectToVm()
{
    m_wanted = true;
    m_connect.start(0);
}

void ConsoleServer::disconnectFromVm()
{
    m_wanted = false;
    m_connect.stop();
    readVm();
    m_vm.abort();
    m_input.clear();
    follow();
}

void ConsoleServer::markGap()
{
    const auto words = [](qint64 ms) {
        return QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODate).toUtf8();
    };
    const QByteArray line = "\r\n[hydra: not recorded from " + words(m_transcript->lastWriteMs()) + " to "
                            + words(QDateTime::currentMSecsSinceEpoch()) + "]\r\n";
    if (const Result<void> done = m_transcript->append(line); !done)
        Q_EMIT failed(done.error());
}

void ConsoleServer::readVm()
{
    while (m_vm.bytesAvailable() > 0) {
        const QByteArray bytes = m_vm.read(kVmReadLimit);
        m_received += bytes.size();
        if (!m_console.recordedByQemu) {
            const Result<void> done = m_transcript->append(bytes);
            if (!done && !std::exchange(m_failed, true))
                Q_EMIT failed(done.error());
        } else if (!m_follow.isActive()) {
            m_follow.start(kFollowDelay); // QEMU writes its file a moment after the socket
        }
        Q_EMIT output(bytes);
    }
    if (!m_console.recordedByQemu)
        pumpAll();
}

void ConsoleServer::follow()
{
    const qint64 before = m_transcript->size();
    m_transcript->follow();
    if (m_transcript->size() == before)
        return;
    pumpAll();
    m_follow.start(5 * kFollowDelay);
}

void ConsoleServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (m_clients.size() >= kMaxClients) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_clients.push_back(std::make_unique<Client>());
        Client *client = m_clients.back().get();
        client->socket = socket;
        socket->setReadBufferSize(kClientReadLimit);
        m_transcript->follow();
        client->position = m_transcript->tailStart(protocol::kReplayBytes);
        socket->write(protocol::consoleHeader(m_transcript->size() - client->position, m_boot));
        client->escape.setSingleShot(true);
        connect(&client->escape, &QTimer::timeout, this,
                [this, client] { takeInput(*client, false, client->filter.flush()); });
        connect(socket, &QLocalSocket::bytesWritten, this, [this, client] { pump(*client); });
        connect(socket, &QLocalSocket::readyRead, this, [this, client] { readClient(*client); });
        connect(socket, &QLocalSocket::disconnected, this, [this, client] { drop(client); });
        pump(*client);
    }
}

void ConsoleServer::drop(Client *client)
{
    client->socket->disconnect(this);
    if (m_typist == client)
        m_typist = nullptr;
    std::erase_if(m_clients, [client](const auto &candidate) { return candidate.get() == client; });
}

void ConsoleServer::pump(Client &client)
{
    client.position = std::min(client.position, m_transcript->size()); // QEMU may have truncated it
    while (client.socket->bytesToWrite() < kUnsentLimit && client.position < m_transcript->size()) {
        const QByteArray bytes = m_transcript->read(client.position, kChunk);
        if (bytes.isEmpty())
            return;
        client.position += bytes.size();
        client.socket->write(bytes);
    }
    if (m_finishing && client.position == m_transcript->size() && client.socket->bytesToWrite() == 0)
        client.socket->disconnectFromServer();
}

void ConsoleServer::pumpAll()
{
    std::vector<Client *> clients; // a client may leave meanwhile
    for (const auto &client : m_clients)
        clients.push_back(client.get());
    for (Client *client : clients)
        if (std::any_of(m_clients.begin(), m_clients.end(), [client](const auto &c) { return c.get() == client; }))
            pump(*client);
}

void ConsoleServer::readClient(Client &client)
{
    if (m_input.size() > kInputLimit)
        return; // sendInput comes back
    const QByteArray bytes = client.socket->readAll();
    client.escape.stop();
    for (const InputFilter::Piece &piece : client.filter.feed(bytes))
        takeInput(client, piece.isReport, piece.bytes);
    if (client.filter.holdsBack())
        client.escape.start(kEscapeDelay);
}

// Until somebody types, the newest client answers for the terminal.
ConsoleServer::Client *ConsoleServer::owner() const
{
    return m_typist ? m_typist : m_clients.empty() ? nullptr : m_clients.back().get();
}

void ConsoleServer::takeInput(Client &client, bool isReport, const QByteArray &bytes)
{
    if (isReport && owner() != &client)
        return;
    if (!isReport)
        m_typist = &client;
    m_input += bytes;
    if (!m_send.isActive())
        m_send.start();
}

void ConsoleServer::sendInput()
{
    if (m_connected && m_vm.bytesToWrite() == 0) {
        const QByteArray piece = m_input.left(m_console.recordedByQemu ? kFastPiece : kSlowPiece);
        m_input.remove(0, piece.size());
        m_vm.write(piece);
    }
    if (m_input.size() <= kInputLimit)
        for (const auto &client : m_clients)
            if (client->socket->bytesAvailable() > 0)
                readClient(*client);
    if (m_input.isEmpty())
        m_send.stop();
}

void ConsoleServer::finish()
{
    m_finishing = true;
    m_server.close();
    m_transcript->follow();
    pumpAll();
}

} // namespace hydra

#include "keeper/moc_console_server.cpp"
