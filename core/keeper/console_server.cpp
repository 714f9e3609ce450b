// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/console_server.h"

#include "core/console/local_listener.h"
#include "core/keeper_client/protocol.h"

#include <QDateTime>
#include <QFile>
#include <QLocalSocket>

#include <algorithm>

namespace hydra {
namespace {

constexpr qint64 kVmReadLimit = 64 << 10;
constexpr qint64 kClientReadLimit = 16 << 10;
constexpr qint64 kUnsentLimit = 64 << 10;
constexpr qint64 kChunk = 32 << 10;
constexpr qsizetype kInputLimit = 64 << 10;
constexpr std::size_t kMaxConsoleClients = 64;
constexpr auto kEscapeDelay = std::chrono::milliseconds(50);
constexpr auto kFollowDelay = std::chrono::milliseconds(20);
constexpr auto kMovePause = std::chrono::seconds(1); ///< between two files of QEMU's, at least
constexpr auto kSendPause = std::chrono::milliseconds(4);
constexpr qsizetype kSlowPiece = 16; ///< for an emulated UART; under TCG more at once gets lost
constexpr qsizetype kFastPiece = 1024;

} // namespace

struct ConsoleServer::Client {
    QLocalSocket *socket = nullptr;
    qint64 position = 0;
    InputFilter filter;
    QTimer escape; ///< passes on a lone Escape key after a moment

    ~Client() { socket->deleteLater(); }
};

ConsoleServer::ConsoleServer(PlannedConsole console, qint64 logLimit, QObject *parent)
    : QObject(parent), m_console(std::move(console)), m_logLimit(logLimit),
      m_vm(m_console.vmSocket, {.persistent = true, .readLimit = kVmReadLimit})
{
    m_follow.setSingleShot(true);
    m_send.setSingleShot(true);
    connect(&m_server, &QLocalServer::newConnection, this, &ConsoleServer::accept);
    connect(&m_vm, &LocalConnection::connected, this, [this] {
        m_isMoving = false;
        sendInputSoon();
        Q_EMIT connectedToVm();
    });
    connect(&m_vm, &LocalConnection::readable, this, &ConsoleServer::readVm);
    connect(&m_vm, &LocalConnection::written, this, &ConsoleServer::sendInputSoon);
    connect(&m_vm, &LocalConnection::lost, this, [this] {
        if (!m_isMoving)
            dropInput();
        Q_EMIT disconnectedFromVm();
    });
    connect(&m_follow, &QTimer::timeout, this, &ConsoleServer::follow);
    connect(&m_send, &QTimer::timeout, this, &ConsoleServer::sendInput);
}

ConsoleServer::~ConsoleServer()
{
    m_vm.disconnect(this);
    for (const auto &client : m_clients) // m_server deletes the sockets, after m_clients
        client->socket->disconnect(this);
}

Result<void> ConsoleServer::open(bool fresh)
{
    Transcript::takeNextFile(m_console.transcript);
    if (fresh)
        Transcript::rotate(m_console.transcript);
    Result<Transcript> transcript = Transcript::open(m_console.transcript, m_logLimit);
    if (!transcript)
        return fail(transcript.error());
    m_transcript = std::make_unique<Transcript>(std::move(*transcript));
    return listenPrivately(m_server, m_console.socket);
}

// An earlier keeper may have moved QEMU to the other socket, which removes the first.
void ConsoleServer::connectToVm()
{
    const bool wasMoved = QFile::exists(m_console.otherVmSocket());
    m_socket = wasMoved ? m_console.otherVmSocket() : m_console.vmSocket;
    m_vm.moveTo(m_socket);
    m_vm.open();
}

void ConsoleServer::disconnectFromVm()
{
    readVm();
    m_vm.close();
    dropInput();
    follow();
    m_isMoving = false;
}

void ConsoleServer::markGap()
{
    const auto words = [](qint64 ms) {
        return QDateTime::fromMSecsSinceEpoch(ms).toUTC().toString(Qt::ISODate).toUtf8();
    };
    const QByteArray line = "\r\n[hydra: not recorded from " + words(m_transcript->lastWriteMs()) +
                            " to " + words(QDateTime::currentMSecsSinceEpoch()) + "]\r\n";
    if (const Result<bool> done = m_transcript->append(line); !done)
        Q_EMIT failed(done.error());
}

void ConsoleServer::readVm()
{
    while (m_vm.unread() > 0) {
        const QByteArray bytes = m_vm.read(kVmReadLimit);
        m_received += bytes.size();
        if (!m_console.recordedByQemu) {
            const Result<bool> isNewFile = m_transcript->append(bytes);
            if (!isNewFile && !std::exchange(m_failed, true))
                Q_EMIT failed(isNewFile.error());
            if (isNewFile && *isNewFile)
                Q_EMIT logWasFull();
        } else if (!m_follow.isActive()) {
            m_follow.start(kFollowDelay); // QEMU writes its file slightly later than to the socket
        }
        Q_EMIT output(bytes);
    }
    if (!m_console.recordedByQemu)
        pumpAll();
}

void ConsoleServer::follow()
{
    const qint64 before = m_transcript->size();
    if (m_console.recordedByQemu)
        Transcript::takeNextFile(m_console.transcript);
    if (m_transcript->follow())
        Q_EMIT logWasFull();
    if (m_transcript->size() == before)
        return;
    pumpAll();
    wantNewLog();
    m_follow.start(5 * kFollowDelay);
}

void ConsoleServer::wantNewLog()
{
    if (!m_console.recordedByQemu || !m_transcript->isFull() || m_isMoving ||
        !m_nextMove.hasExpired() || !m_vm.isConnected())
        return;
    m_isMoving = true;
    m_nextMove.setRemainingTime(kMovePause);
    Q_EMIT wantsNewLog(m_socket == m_console.vmSocket ? m_console.otherVmSocket()
                                                      : m_console.vmSocket);
}

void ConsoleServer::onMoved(bool moved, const QString &socket)
{
    if (!moved) {
        m_isMoving = false;
        sendInputSoon();
        return;
    }
    m_socket = socket;
    m_vm.moveTo(socket);
    m_follow.start(kFollowDelay);
}

void ConsoleServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (m_clients.size() >= kMaxConsoleClients) {
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
    if (const qint64 lost = m_transcript->begin() - client.position; lost > 0) {
        client.position += lost;
        client.socket->write("\r\n[hydra: " + QByteArray::number(lost) +
                             " bytes of output came faster than they were read]\r\n");
    }
    while (client.socket->bytesToWrite() < kUnsentLimit && client.position < m_transcript->size()) {
        const QByteArray bytes = m_transcript->read(client.position, kChunk);
        if (bytes.isEmpty())
            return;
        client.position += bytes.size();
        client.socket->write(bytes);
    }
    if (m_finishing && client.position == m_transcript->size() &&
        client.socket->bytesToWrite() == 0)
        client.socket->disconnectFromServer();
}

void ConsoleServer::pumpAll()
{
    std::vector<Client *> clients; // pump may remove clients
    for (const auto &client : m_clients)
        clients.push_back(client.get());
    for (Client *client : clients)
        if (std::any_of(m_clients.begin(), m_clients.end(),
                        [client](const auto &c) { return c.get() == client; }))
            pump(*client);
}

void ConsoleServer::readClient(Client &client)
{
    if (m_input.size() > kInputLimit)
        return; // sendInput reads on once some of it was sent
    const QByteArray bytes = client.socket->readAll();
    client.escape.stop();
    for (const InputFilter::Piece &piece : client.filter.feed(bytes))
        takeInput(client, piece.isReport, piece.bytes);
    if (client.filter.holdsBack())
        client.escape.start(kEscapeDelay);
}

// Until somebody has typed, the newest client may answer for the terminal.
ConsoleServer::Client *ConsoleServer::owner() const
{
    return m_typist ? m_typist : m_clients.empty() ? nullptr : m_clients.back().get();
}

// Drops keys while no VM is connected: if buffered, they would go to its boot loader.
void ConsoleServer::takeInput(Client &client, bool isReport, const QByteArray &bytes)
{
    if (isReport && owner() != &client)
        return;
    if (!isReport)
        m_typist = &client;
    if (!m_vm.isConnected() && !m_isMoving)
        return;
    m_input += bytes;
    sendInputSoon();
}

void ConsoleServer::sendInputSoon()
{
    if (!m_input.isEmpty() && !m_isMoving && m_vm.unsent() == 0 && !m_send.isActive())
        m_send.start(kSendPause);
}

// Back-pressure: while the VM takes no input (a paused guest does not read), the rest waits until
// `written` is emitted.
void ConsoleServer::sendInput()
{
    const QByteArray piece = m_input.left(m_console.recordedByQemu ? kFastPiece : kSlowPiece);
    m_input.remove(0, piece.size());
    m_vm.write(piece);
    if (m_input.size() <= kInputLimit)
        readWaitingClients();
    sendInputSoon();
}

void ConsoleServer::dropInput()
{
    m_send.stop();
    m_input.clear();
    readWaitingClients();
}

void ConsoleServer::readWaitingClients()
{
    for (const auto &client : m_clients)
        if (client->socket->bytesAvailable() > 0)
            readClient(*client);
}

void ConsoleServer::finish()
{
    m_finishing = true;
    m_server.close();
    m_transcript->follow();
    pumpAll();
}

} // namespace hydra

#include "core/keeper/moc_console_server.cpp"
