// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/runtime.h"
#include "app/cli/crictl/stream_session.h"
#include "app/cli/output.h"

#include "core/cri/remote_stream.h"

#include <CLI/CLI.hpp>
#include <QEventLoop>
#include <QTcpServer>
#include <QTcpSocket>

namespace hydra::cli {
namespace {

constexpr qint64 kMostForwarded = 1 << 20;

/// A listener on one local port; each connection gets a stream of its own.
class ForwardedPort : public QObject
{
public:
    ForwardedPort(CrictlRuntime &runtime, QString pod, quint16 remote)
        : m_runtime(runtime), m_pod(std::move(pod)), m_remote(remote)
    {
        for (QTcpServer *server : {&m_v4, &m_v6})
            connect(server, &QTcpServer::newConnection, this, [this, server] {
                while (QTcpSocket *socket = server->nextPendingConnection())
                    begin(socket);
            });
    }
    Result<void> listen(quint16 local)
    {
        if (!m_v4.listen(QHostAddress::LocalHost, local))
            return fail(ErrorCode::Conflict, m_v4.errorString(),
                        QStringLiteral("127.0.0.1:%1").arg(local),
                        QStringLiteral("choose another port: LOCAL:%1").arg(m_remote));
        print(QStringLiteral("Forwarding from 127.0.0.1:%1 -> %2\n")
                  .arg(m_v4.serverPort())
                  .arg(m_remote));
        if (m_v6.listen(QHostAddress::LocalHostIPv6, m_v4.serverPort()))
            print(QStringLiteral("Forwarding from [::1]:%1 -> %2\n")
                      .arg(m_v4.serverPort())
                      .arg(m_remote));
        std::fflush(stdout);
        return {};
    }

private:
    void begin(QTcpSocket *socket)
    {
        socket->setParent(this);
        socket->setReadBufferSize(kMostForwarded);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        const QJsonObject request{{QStringLiteral("podSandboxId"), m_pod},
                                  {QStringLiteral("port"), QJsonArray{m_remote}}};
        m_runtime.client().call(
            QStringLiteral("PortForward"), request,
            [this, socket = QPointer(socket)](const Result<QJsonObject> &reply) {
                const Result<QUrl> url = reply ? m_runtime.reach(*reply) : fail(reply.error());
                if (!url)
                    m_runtime.session().printError(url.error());
                if (url && socket)
                    join(socket, *url);
                else if (socket)
                    socket->abort();
            });
    }

    void join(QTcpSocket *socket, const QUrl &url)
    {
        auto *port = new RemotePort(url, socket);
        const auto pass = [socket, port] {
            if (port->isOpen() && port->pending() < kMostForwarded)
                port->write(socket->readAll());
        };
        connect(socket, &QTcpSocket::readyRead, port, pass);
        connect(port, &RemotePort::drained, port, pass);
        connect(port, &RemotePort::opened, port, pass);
        connect(socket, &QTcpSocket::disconnected, port, &RemotePort::close);
        connect(port, &RemotePort::received, socket,
                [socket](const QByteArray &bytes) { socket->write(bytes); });
        connect(port, &RemotePort::ended, socket, [this, socket](const QString &failure) {
            if (!failure.isEmpty())
                m_runtime.session().printError(
                    {.code = ErrorCode::Failed,
                     .what = failure,
                     .where = QStringLiteral("port %1 of the pod").arg(m_remote)});
            socket->disconnectFromHost();
        });
        port->open();
    }

    CrictlRuntime &m_runtime;
    QString m_pod;
    int m_remote;
    QTcpServer m_v4;
    QTcpServer m_v6;
};

/// Parses "8080", "80:8080", ":8080".
struct PortPair {
    quint16 local = 0;
    quint16 remote = 0;
};

std::optional<PortPair> readPorts(const QString &word)
{
    bool right = false;
    bool left = true;
    const quint16 remote = word.section(u':', -1).toUShort(&right);
    const quint16 local = word.startsWith(u':') ? 0 : word.section(u':', 0, 0).toUShort(&left);
    return right && left && remote != 0 && word.count(u':') <= 1
               ? std::optional(PortPair{local, remote})
               : std::nullopt;
}

Result<int> forwardPorts(CrictlRuntime &runtime, const std::string &pod,
                         const std::vector<std::string> &words)
{
    std::vector<std::unique_ptr<ForwardedPort>> all;
    for (const std::string &each : words) {
        const QString word = QString::fromStdString(each);
        const auto ports = readPorts(word);
        if (!ports)
            return fail(ErrorCode::Invalid, QStringLiteral("'%1' is no port").arg(word),
                        QStringLiteral("port-forward"), QStringLiteral("write [LOCAL:]REMOTE"));
        all.push_back(
            std::make_unique<ForwardedPort>(runtime, QString::fromStdString(pod), ports->remote));
        if (auto listening = all.back()->listen(ports->local); !listening)
            return fail(listening.error());
    }
    QEventLoop loop;
    runtime.session().onInterrupt([&loop] { loop.quit(); });
    loop.exec();
    runtime.session().onInterrupt(nullptr);
    return 0;
}

} // namespace

void addCrictlPortForward(CLI::App &crictl, const CrictlRun &run)
{
    auto pod = std::make_shared<std::string>();
    auto ports = std::make_shared<std::vector<std::string>>();
    CLI::App *forward =
        crictl.add_subcommand("port-forward", "Reach ports of a pod from here, until interrupted");
    forward->add_option("POD", *pod, "The pod's id")->required();
    addTransport(*forward);
    forward->add_option("PORTS", *ports, "[LOCAL:]REMOTE, LOCAL empty: any")->required();
    forward->callback([pod, ports, run] {
        run([pod, ports](CrictlRuntime &runtime) { return forwardPorts(runtime, *pod, *ports); });
    });
}

} // namespace hydra::cli
