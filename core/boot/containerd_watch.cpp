// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/containerd_watch.h"

#include "core/boot/probe.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace hydra {
namespace {

constexpr auto pauseAfterAnswer = std::chrono::minutes(1);
constexpr auto pauseAfterSilence = std::chrono::seconds(1);
constexpr auto pauseAfterClosing = std::chrono::milliseconds(100);
constexpr auto answerPatience = std::chrono::seconds(30); // an emulated guest may be busy

} // namespace

ContainerdWatch::ContainerdWatch(QString address, std::uint16_t port, QObject *parent)
    : QObject(parent), m_address(std::move(address)), m_port(port)
{
    m_next.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(answerPatience);
    connect(&m_next, &QTimer::timeout, this, &ContainerdWatch::ask);
    connect(&m_patience, &QTimer::timeout, this, &ContainerdWatch::onSilence);
}

ContainerdWatch::~ContainerdWatch()
{
    stop();
}

void ContainerdWatch::start()
{
    if (!std::exchange(m_isStarted, true))
        ask();
}

void ContainerdWatch::stop()
{
    m_isStarted = false;
    m_next.stop();
    m_patience.stop();
    drop(m_asking);
    drop(m_held);
}

// Deleted later, since it may be emitting a signal.
void ContainerdWatch::drop(Socket &socket)
{
    if (!socket)
        return;
    socket->disconnect();
    socket->abort();
    socket.release()->deleteLater();
}

void ContainerdWatch::ask()
{
    drop(m_asking);
    m_patience.start();
    m_asking = std::make_unique<QTcpSocket>();
    m_asking->setProxy(QNetworkProxy::NoProxy);
    connect(m_asking.get(), &QTcpSocket::connected, this,
            [this] { m_asking->write(probeQuestion(Probe::Kind::Http2)); });
    connect(m_asking.get(), &QTcpSocket::readyRead, this, &ContainerdWatch::read);
    connect(m_asking.get(), &QTcpSocket::errorOccurred, this, &ContainerdWatch::onSilence);
    m_asking->connectToHost(QHostAddress(m_address), m_port);
}

void ContainerdWatch::read()
{
    const std::optional<bool> isRight = isAnswer(Probe::Kind::Http2, m_asking->peek(64));
    if (isRight)
        *isRight ? onAnswer() : onSilence();
}

void ContainerdWatch::onAnswer()
{
    m_patience.stop();
    drop(m_held);
    m_held = std::move(m_asking);
    QTcpSocket *held = m_held.get();
    held->disconnect();
    held->readAll();
    connect(held, &QTcpSocket::readyRead, held, [held] { held->readAll(); });
    connect(held, &QTcpSocket::disconnected, this, &ContainerdWatch::onClosed);
    if (held->state() == QAbstractSocket::ConnectedState)
        m_next.start(pauseAfterAnswer);
    else
        onClosed();
    Q_EMIT answered();
}

void ContainerdWatch::onSilence()
{
    m_patience.stop();
    drop(m_asking);
    m_next.start(pauseAfterSilence);
    Q_EMIT wasSilent();
}

void ContainerdWatch::onClosed()
{
    drop(m_held);
    if (!m_asking)
        m_next.start(pauseAfterClosing);
}

} // namespace hydra

#include "core/boot/moc_containerd_watch.cpp"
