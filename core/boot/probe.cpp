// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/probe.h"

#include <QHostAddress>
#include <QNetworkProxy>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kFirstPause =
    std::chrono::milliseconds(50); // short: a guest resumed from a snapshot answers at once
constexpr auto kLastPause = std::chrono::milliseconds(500);
constexpr auto kTimeout = std::chrono::seconds(10); // a guest under TCG is slow to answer
constexpr qsizetype kFrameHeader = 9;

} // namespace

// HTTP/2: the connection preface and an empty SETTINGS frame.
QByteArray probeQuestion(Probe::Kind kind)
{
    if (kind == Probe::Kind::Ssh)
        return {};
    return QByteArrayLiteral("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") +
           QByteArray("\0\0\0\4\0\0\0\0\0", kFrameHeader);
}

std::optional<bool> isAnswer(Probe::Kind kind, QByteArrayView bytes)
{
    if (kind == Probe::Kind::Ssh)
        return bytes.size() < 4 ? std::nullopt : std::optional(bytes.startsWith("SSH-"));
    if (bytes.size() < kFrameHeader)
        return std::nullopt;
    return bytes[3] == 4 && bytes[5] == 0 && bytes[6] == 0 && bytes[7] == 0 && bytes[8] == 0;
}

Probe::Probe(Kind kind, QString address, std::uint16_t port, QObject *parent)
    : QObject(parent), m_kind(kind), m_address(std::move(address)), m_port(port)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(kTimeout);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Probe::attempt);
    connect(&m_timeout, &QTimer::timeout, this, &Probe::retry);
    connect(&m_socket, &QTcpSocket::connected, this,
            [this] { m_socket.write(probeQuestion(m_kind)); });
    connect(&m_socket, &QTcpSocket::readyRead, this, &Probe::read);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &Probe::retry);
}

void Probe::start()
{
    stop();
    m_pause.setInterval(kFirstPause);
    attempt();
}

void Probe::stop()
{
    m_pause.stop();
    m_timeout.stop();
    m_socket.blockSignals(true);
    m_socket.abort();
    m_socket.blockSignals(false);
}

void Probe::attempt()
{
    m_timeout.start();
    m_socket.connectToHost(QHostAddress(m_address), m_port);
}

void Probe::read()
{
    const std::optional<bool> right = isAnswer(m_kind, m_socket.peek(64));
    if (!right)
        return;
    if (!*right)
        return retry();
    stop();
    Q_EMIT answered();
}

// Also after the guest closed the connection: its server may still be starting.
void Probe::retry()
{
    stop();
    m_pause.start();
    m_pause.setInterval(
        std::min<std::chrono::milliseconds>(m_pause.intervalAsDuration() * 2, kLastPause));
}

} // namespace hydra

#include "core/boot/moc_probe.cpp"
