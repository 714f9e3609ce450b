// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// A keeper of another version of Hydra, as clients see it. For a VM whose own keeper was killed,
//   fake_keeper STATE_DIR RUNTIME_DIR PROTOCOL [crash|network]
// holds the VM's lock, writes its pid into state.json and greets clients with a hello of PROTOCOL.
// Prints "ready" once all of that is done. With "crash" the hello holds the VM's status, as if the
// VM had been adopted, and the program ends when its second client has been greeted: the first one
// is whoever started it and looks whether it answers. With "network" the hello holds the status,
// too, its ports listen, and requests for the VM's network are answered with counts that grow.
#include "core/base/atomic_file.h"
#include "core/keeper_client/launch.h"
#include "core/keeper_client/protocol.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpServer>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace hydra;

namespace {

bool lockAndSign(const QString &stateDir)
{
    const int lock = ::open(QFile::encodeName(stateDir + QStringLiteral("/lock")).constData(),
                            O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    Result<VmStatus> status = readVmStatus(stateDir);
    if (lock < 0 || ::flock(lock, LOCK_EX | LOCK_NB) != 0 || !status)
        return false;
    status->keeper = identify(::getpid());
    return writeFileAtomically(stateDir + QStringLiteral("/state.json"),
                               QJsonDocument(toJson(*status)).toJson())
        .has_value();
}

/// 1.2 Mbit/s from the VM and 300 kbit/s to it, since the program began.
QJsonObject networkNow(qint64 ms)
{
    const QJsonObject drops{{QStringLiteral("egress"), double(ms / 2000)}};
    return {
        {QStringLiteral("switch"), QStringLiteral("running")},
        {QStringLiteral("counts"), QJsonObject{{QStringLiteral("received_bytes"), double(ms) * 150},
                                               {QStringLiteral("sent_bytes"), double(ms) * 37.5},
                                               {QStringLiteral("drops"), drops}}}};
}

/// Takes the VM's ports as far as they are free, and talks to nobody.
void listenOn(const std::vector<PlannedPort> &ports, QObject *parent)
{
    for (const PlannedPort &port : ports) {
        auto *listener = new QTcpServer(parent);
        listener->listen(QHostAddress(port.hostAddress), port.hostPort);
    }
}

void answerRequests(QLocalSocket *client, const QElapsedTimer &clock)
{
    QObject::connect(client, &QLocalSocket::readyRead, client, [client, &clock] {
        while (client->canReadLine()) {
            const auto message = protocol::parse(client->readLine().trimmed());
            if (message && message->method == u"network")
                client->write(protocol::reply(message->id, networkNow(clock.elapsed())));
        }
    });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList args = app.arguments();
    if (args.size() < 4 || !lockAndSign(args[1]))
        return 1;
    const bool crashes = args.value(4) == u"crash";
    const bool hasNetwork = args.value(4) == u"network";
    QElapsedTimer clock;
    clock.start();
    QJsonObject params{{QStringLiteral("protocol"), args[3].toInt()},
                       {QStringLiteral("keeper_version"), QStringLiteral("0.0.9")}};
    if (const auto status = readVmStatus(args[1]); (crashes || hasNetwork) && status)
        params[QStringLiteral("vm")] = toJson(*status);
    const QByteArray hello =
        QJsonDocument(QJsonObject{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                                  {QStringLiteral("method"), QStringLiteral("hello")},
                                  {QStringLiteral("params"), params}})
            .toJson(QJsonDocument::Compact) +
        '\n';
    QLocalServer server;
    if (const auto status = readVmStatus(args[1]); hasNetwork && status)
        listenOn(status->ports, &server);
    int clients = 0;
    QObject::connect(&server, &QLocalServer::newConnection, &server, [&, hello] {
        QLocalSocket *client = server.nextPendingConnection();
        client->write(hello);
        client->flush();
        if (hasNetwork)
            answerRequests(client, clock);
        if (crashes && ++clients == 2)
            std::_Exit(1);
    });
    const QString socket = args[2] + QStringLiteral("/c");
    QLocalServer::removeServer(socket);
    if (!server.listen(socket))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}
