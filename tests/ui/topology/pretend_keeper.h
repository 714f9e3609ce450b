// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/keeper_client/protocol.h"
#include "tests/ui/window/house.h"

#include <QFile>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace hydra::ui {

/// The keeper of a VM that seems to run: in this process, with the answers that the test puts in.
/// What has no answer is no method of its.
class PretendKeeper
{
public:
    PretendKeeper(const House &house, const VmRef &vm)
    {
        const QString dir = house.paths().vmState(vm);
        QDir().mkpath(dir);
        QDir().mkpath(house.paths().vmRuntime(vm));
        m_status.vm = vm;
        m_status.state = VmState::Running;
        m_status.phase = Phase::Ready;
        m_status.startedAtMs = 1;
        m_status.keeper = identify(::getpid());
        m_lock = ::open(QFile::encodeName(dir + QStringLiteral("/lock")).constData(),
                        O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        const bool written = writeFileAtomically(dir + QStringLiteral("/state.json"),
                                                 QJsonDocument(toJson(m_status)).toJson())
                                 .has_value();
        QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this] { greet(); });
        if (!written || ::flock(m_lock, LOCK_EX | LOCK_NB) != 0 ||
            !m_server.listen(house.paths().controlSocket(vm)))
            qFatal("cannot pretend to be the keeper of %s", qPrintable(vm.toString()));
    }
    ~PretendKeeper() { ::close(m_lock); }
    PretendKeeper(const PretendKeeper &) = delete;
    PretendKeeper &operator=(const PretendKeeper &) = delete;

    QMap<QString, QJsonObject> answers; ///< by method
    QMap<QString, QList<QJsonObject>> asked;

private:
    void greet()
    {
        QLocalSocket *client = m_server.nextPendingConnection();
        client->write(protocol::hello(QStringLiteral("test"), m_status));
        QObject::connect(client, &QLocalSocket::readyRead, client, [this, client] {
            while (client->canReadLine())
                client->write(replyTo(client->readLine().trimmed()));
        });
    }

    QByteArray replyTo(const QByteArray &line)
    {
        const auto message = protocol::parse(line);
        if (!message)
            return {};
        asked[message->method] << message->params;
        if (answers.contains(message->method))
            return protocol::reply(message->id, answers[message->method]);
        return protocol::errorReply(
            message->id, protocol::MethodNotFound,
            {.code = ErrorCode::Invalid, .what = QStringLiteral("no such method")});
    }

    VmStatus m_status;
    int m_lock = -1;
    QLocalServer m_server;
};

} // namespace hydra::ui
