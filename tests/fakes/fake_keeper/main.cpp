// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// A keeper of another version of Hydra, as far as others see it. For a VM whose own keeper was killed:
//   fake_keeper STATE_DIR RUNTIME_DIR PROTOCOL
// holds the VM's lock, writes itself into state.json and greets who connects with a hello of PROTOCOL.
// It says "ready" when all that is so.
#include "base/atomic_file.h"
#include "keeper/launch.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>

#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace hydra;

namespace {

bool lockAndSign(const QString &stateDir)
{
    const int lock = ::open(QFile::encodeName(stateDir + QStringLiteral("/lock")).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    Result<VmStatus> status = readVmStatus(stateDir);
    if (lock < 0 || ::flock(lock, LOCK_EX | LOCK_NB) != 0 || !status)
        return false;
    status->keeper = identify(::getpid());
    return writeFileAtomically(stateDir + QStringLiteral("/state.json"), QJsonDocument(toJson(*status)).toJson()).has_value();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList args = app.arguments();
    if (args.size() != 4 || !lockAndSign(args[1]))
        return 1;
    const QJsonObject params{{QStringLiteral("protocol"), args[3].toInt()}, {QStringLiteral("keeper_version"), QStringLiteral("0.0.9")}};
    const QByteArray hello = QJsonDocument(QJsonObject{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                                                       {QStringLiteral("method"), QStringLiteral("hello")},
                                                       {QStringLiteral("params"), params}}).toJson(QJsonDocument::Compact) + '\n';
    QLocalServer server;
    QObject::connect(&server, &QLocalServer::newConnection, &server, [&server, hello] { server.nextPendingConnection()->write(hello); });
    const QString socket = args[2] + QStringLiteral("/c");
    QLocalServer::removeServer(socket);
    if (!server.listen(socket))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}
