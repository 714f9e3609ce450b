// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/single_instance.h"

#include "core/base/atomic_file.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>

namespace hydra {
namespace {

constexpr int kPatienceMs = 3000;

} // namespace

SingleInstance::SingleInstance(const Paths &paths, QObject *parent)
    : QObject(parent), m_runtimeDir(paths.runtimeDir),
      m_socket(paths.runtimeDir + QStringLiteral("/w"))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::serve);
}

Result<bool> SingleInstance::claim(const QStringList &files)
{
    if (auto made = makePrivateDir(m_runtimeDir); !made)
        return fail(made.error());
    auto lock =
        FileLock::acquire(m_runtimeDir + QStringLiteral("/w.lock"), std::chrono::milliseconds(0));
    if (!lock && lock.error().code == ErrorCode::Conflict)
        return handOver(files);
    if (!lock)
        return fail(lock.error());
    if (const Result<void> listening = listen(); !listening)
        return fail(listening.error());
    m_lock.emplace(std::move(*lock));
    return true;
}

Result<void> SingleInstance::listen()
{
    // A crashed program's socket; safe to remove, because we hold the lock.
    QLocalServer::removeServer(m_socket);
    if (m_server.listen(m_socket))
        return {};
    return fail(ErrorCode::Failed,
                QStringLiteral("cannot listen for files that are opened later: %1")
                    .arg(m_server.errorString()),
                m_socket, QStringLiteral("move away what is there, then start it again"));
}

// Blocking is acceptable here: it is limited, and there is neither an event loop nor a window yet.
Result<bool> SingleInstance::handOver(const QStringList &files) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    QJsonArray absolute;
    for (const QString &file : files)
        absolute.append(QFileInfo(file).absoluteFilePath());
    if (!socket.waitForConnected(kPatienceMs) ||
        socket.write(QJsonDocument(absolute).toJson(QJsonDocument::Compact) + '\n') < 0 ||
        !socket.waitForReadyRead(kPatienceMs))
        return fail(
            ErrorCode::Conflict,
            QStringLiteral("Hydra Desktop runs already, but its window does not answer"), m_socket,
            QStringLiteral(
                "end that process, then start it again; running environments are not affected"));
    return false;
}

void SingleInstance::serve()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine())
                return;
            QStringList files;
            for (const QJsonValue &file :
                 QJsonDocument::fromJson(socket->readLine(1 << 20)).array())
                files << file.toString();
            socket->write("ok\n");
            socket->flush();
            socket->disconnectFromServer();
            Q_EMIT filesArrived(files);
        });
    }
}

} // namespace hydra
