// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/runtime_tunnel.h"

#include "core/base/ids.h"
#include "core/job/await.h"
#include "core/reach/ssh.h"

#include <QFile>

namespace hydra {
namespace {

constexpr auto guestSocket = "/run/containerd/containerd.sock";
constexpr qsizetype mostSaid = 4096;

Error noWay(const VmStatus &status, const QString &why)
{
    return {
        ErrorCode::Failed,
        QStringLiteral("its container runtime cannot be reached by SSH: %1").arg(why),
        status.vm.toString(),
        QStringLiteral(
            "set `ports.containerd: auto` and start it again, or see what `hydractl shell %1` says")
            .arg(status.vm.toString())};
}

} // namespace

RuntimeTunnel::RuntimeTunnel(const Paths &paths, VmStatus status, QString username, QObject *parent)
    : QObject(parent), m_paths(paths), m_status(std::move(status)), m_username(std::move(username)),
      m_socket(paths.vmRuntime(m_status.vm) + QStringLiteral("/t") + randomId().left(4))
{
    m_look.setInterval(std::chrono::milliseconds(20));
    connect(&m_look, &QTimer::timeout, this, &RuntimeTunnel::look);
}

RuntimeTunnel::~RuntimeTunnel()
{
    m_ssh.reset();
    QFile::remove(m_socket);
}

void RuntimeTunnel::open()
{
    // cat ends when our end of its pipe closes, and ssh with it, even if this program is killed.
    auto command =
        sshCommand(m_paths, m_status.vm, m_username, m_status.ports, {QStringLiteral("cat")});
    if (!command)
        return Q_EMIT failed(command.error());
    command->args =
        QStringList{QStringLiteral("-o"), QStringLiteral("BatchMode=yes"),
                    QStringLiteral("-o"), QStringLiteral("ConnectTimeout=20"),
                    QStringLiteral("-o"), QStringLiteral("ExitOnForwardFailure=yes"),
                    QStringLiteral("-o"), QStringLiteral("StreamLocalBindMask=0177"),
                    QStringLiteral("-L"), m_socket + u':' + QLatin1String(guestSocket)} +
        command->args;
    m_ssh = std::make_unique<Process>(*command);
    connect(m_ssh.get(), &Process::errorOutput, this,
            [this](const QByteArray &bytes) { m_said = (m_said + bytes).right(mostSaid); });
    connect(m_ssh.get(), &Process::done, this, &RuntimeTunnel::onDone);
    m_ssh->start();
    m_look.start();
}

Result<QString> RuntimeTunnel::await()
{
    return hydra::await<QString>([this](const std::function<void(Result<QString>)> &done) {
        connect(this, &RuntimeTunnel::opened, this, [done](const QString &path) { done(path); });
        connect(this, &RuntimeTunnel::failed, this, [done](const Error &why) { done(fail(why)); });
        open();
    });
}

// ssh creates the socket after login, without any message.
void RuntimeTunnel::look()
{
    if (!QFile::exists(m_socket))
        return;
    m_look.stop();
    m_endpoint = QStringLiteral("unix://") + m_socket;
    Q_EMIT opened(m_endpoint);
}

void RuntimeTunnel::onDone(const ProcessExit &exit)
{
    m_look.stop();
    m_endpoint.clear();
    const QString said = QString::fromUtf8(m_said).trimmed().section(u'\n', -1);
    Q_EMIT failed(
        noWay(m_status, said.isEmpty() ? QStringLiteral("ssh ") + exit.describe() : said));
}

} // namespace hydra

#include "core/reach/moc_runtime_tunnel.cpp"
