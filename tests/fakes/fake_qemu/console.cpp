// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_qemu/console.h"

#include <algorithm>

namespace fake_qemu {

Console::Console(const QString &path, const QString &logFile)
{
    QLocalServer::removeServer(path);
    if (!m_server.listen(path))
        qFatal("cannot listen on %s", qPrintable(path));
    if (!logFile.isEmpty()) {
        m_log.setFileName(logFile);
        m_log.open(QIODevice::Append | QIODevice::Unbuffered);
    }
    connect(&m_server, &QLocalServer::newConnection, this, &Console::accept);
}

Console::~Console()
{
    if (m_client)
        m_client->disconnect(this);
}

void Console::say(const QByteArray &bytes)
{
    if (m_log.isOpen())
        m_log.write(bytes);
    if (m_client)
        m_client->write(bytes);
}

void Console::flood(qint64 bytes)
{
    m_flood = bytes;
    pourFlood();
}

void Console::accept()
{
    QLocalSocket *client = m_server.nextPendingConnection();
    m_client = client;
    connect(client, &QLocalSocket::readyRead, this, [this, client] {
        m_input += client->readAll();
        for (qsizetype end; (end = m_input.indexOf('\n')) >= 0; m_input.remove(0, end + 1))
            Q_EMIT line(m_input.left(end));
    });
    connect(client, &QLocalSocket::bytesWritten, this, &Console::pourFlood);
    connect(client, &QLocalSocket::disconnected, this, [this, client] {
        if (m_client == client)
            m_client = nullptr;
        client->deleteLater();
    });
    pourFlood();
}

void Console::pourFlood()
{
    while (m_flood > 0 && m_client && m_client->bytesToWrite() < 65536) {
        const QByteArray number = QByteArray::number(m_flood);
        QByteArray block =
            number + QByteArray(std::max<qsizetype>(0, 1023 - number.size()), '.') + '\n';
        block.truncate(std::min<qint64>(block.size(), m_flood));
        m_flood -= block.size();
        say(block);
    }
}

} // namespace fake_qemu
