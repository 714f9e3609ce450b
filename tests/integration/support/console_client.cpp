// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/console_client.h"

#include "tests/integration/support/sandbox.h"

#include <QJsonArray>

namespace hydra::test {
namespace {

constexpr qint64 slowPiece = 4096;

QString socketOf(const Sandbox &box, const QString &vm, const QString &console)
{
    for (const QJsonValue &planned :
         box.stateJson(vm, QStringLiteral("plan.json"))[QStringLiteral("consoles")].toArray()) {
        if (planned[QStringLiteral("name")].toString() == console)
            return planned[QStringLiteral("socket")].toString();
    }
    return {};
}

} // namespace

ConsoleClient::ConsoleClient(const Sandbox &box, const QString &vm, const QString &console,
                             Pace pace)
    : m_pace(pace)
{
    if (pace == Slow) {
        m_socket.setReadBufferSize(slowPiece);
        connect(&m_timer, &QTimer::timeout, this, &ConsoleClient::read);
        m_timer.start(50);
    } else {
        connect(&m_socket, &QLocalSocket::readyRead, this, &ConsoleClient::read);
    }
    m_socket.connectToServer(socketOf(box, vm, console));
}

void ConsoleClient::read()
{
    m_bytes += m_pace == Slow ? m_socket.read(slowPiece) : m_socket.readAll();
    const qsizetype end = m_hasHeader ? -1 : m_bytes.indexOf('\n');
    if (end < 0)
        return;
    m_header = QJsonDocument::fromJson(m_bytes.left(end)).object();
    m_hasHeader = true;
    m_bytes.remove(0, end + 1);
}

} // namespace hydra::test
