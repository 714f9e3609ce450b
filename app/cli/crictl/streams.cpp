// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "crictl/runtime.h"
#include "crictl/stream_session.h"
#include "output.h"

#include "base/ids.h"
#include "cri/remote_stream.h"
#include "process/replace.h"

#include <CLI/CLI.hpp>
#include <QEventLoop>
#include <QTcpServer>
#include <QTcpSocket>

#include <unistd.h>

namespace hydra::cli {
namespace {

constexpr qint64 kMostPending = 1 << 20;

struct Executing {
    std::string id;
    QStringList command;
    bool sync = false;
    bool tty = false;
    bool input = false;
    qint64 timeout = 0; ///< seconds
};

Result<int> execSync(CrictlRuntime &runtime, const Executing &executing)
{
    const QJsonObject request{{QStringLiteral("containerId"), QString::fromStdString(executing.id)},
                              {QStringLiteral("cmd"), QJsonArray::fromStringList(executing.command)},
                              {QStringLiteral("timeout"), executing.timeout}};
    const auto reply = runtime.call("ExecSync", request, std::chrono::seconds(executing.timeout > 0 ? executing.timeout + 10 : 0));
    if (!reply)
        return fail(reply.error());
    for (const auto &[key, file] : {std::pair("stdout", stdout), std::pair("stderr", stderr)}) {
        const QByteArray bytes = QByteArray::fromBase64((*reply)[QLatin1String(key)].toString().toLatin1());
        std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), file);
    }
    return (*reply)[u"exitCode"].toInt();
}

// The protocol cannot say that input has ended, and a command that reads to the end would wait for ever: ctr can.
Result<int> execWithPipe(CrictlRuntime &runtime, const Executing &executing)
{
    const auto status = runtime.call("ContainerStatus", {{QStringLiteral("containerId"), QString::fromStdString(executing.id)}});
    if (!status)
        return fail(status.error());
    QStringList words{QStringLiteral("sudo"), QStringLiteral("ctr"), QStringLiteral("--namespace"), QStringLiteral("k8s.io"), QStringLiteral("tasks"),
                      QStringLiteral("exec"), QStringLiteral("--exec-id"), QStringLiteral("hydra-") + randomId().left(12),
                      (*status)[u"status"][u"id"].toString()};
    auto ssh = runtime.ssh(words + executing.command);
    if (!ssh) {
        Error error = ssh.error();
        error.what = QStringLiteral("exec -i with piped input needs a way to say that it has ended, which CRI lacks");
        error.hint = QStringLiteral("name the VM instead of its endpoint, or add -t, where the end of input is Ctrl-D");
        return fail(error);
    }
    runtime.close();
    const Result<void> replaced = replaceProcess(*ssh); // comes back only when it failed
    return replaced ? Result<int>(0) : fail(replaced.error());
}

Result<int> stream(CrictlRuntime &runtime, const char *method, QJsonObject request, bool tty, bool input)
{
    request[u"tty"] = tty;
    request[u"stdin"] = input;
    request[u"stdout"] = true;
    request[u"stderr"] = !tty;
    const auto reply = runtime.call(method, request);
    const Result<QUrl> url = reply ? runtime.reach(*reply) : fail(reply.error());
    return url ? runStream(runtime.session(), *url, tty, input) : fail(url.error());
}

Result<int> exec(CrictlRuntime &runtime, const Executing &executing)
{
    if (executing.command.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("which command?"), QStringLiteral("exec"), QStringLiteral("hydractl crictl LAB/VM exec -it CONTAINER sh"));
    if (executing.sync)
        return execSync(runtime, executing);
    if (executing.tty && !executing.input)
        return fail(ErrorCode::Invalid, QStringLiteral("a terminal without input is none"), QStringLiteral("--tty"), QStringLiteral("add -i"));
    if (executing.input && !executing.tty && ::isatty(STDIN_FILENO) == 0)
        return execWithPipe(runtime, executing);
    const QJsonObject request{{QStringLiteral("containerId"), QString::fromStdString(executing.id)},
                              {QStringLiteral("cmd"), QJsonArray::fromStringList(executing.command)}};
    return stream(runtime, "Exec", request, executing.tty, executing.input);
}

/// Connections to one local port, each with a stream of its own.
class ForwardedPort : public QObject
{
public:
    ForwardedPort(CrictlRuntime &runtime, QString pod, quint16 remote) : m_runtime(runtime), m_pod(std::move(pod)), m_remote(remote)
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
            return fail(ErrorCode::Conflict, m_v4.errorString(), QStringLiteral("127.0.0.1:%1").arg(local), QStringLiteral("choose another port: LOCAL:%1").arg(m_remote));
        print(QStringLiteral("Forwarding from 127.0.0.1:%1 -> %2\n").arg(m_v4.serverPort()).arg(m_remote));
        if (m_v6.listen(QHostAddress::LocalHostIPv6, m_v4.serverPort()))
            print(QStringLiteral("Forwarding from [::1]:%1 -> %2\n").arg(m_v4.serverPort()).arg(m_remote));
        std::fflush(stdout);
        return {};
    }

private:
    void begin(QTcpSocket *socket)
    {
        socket->setParent(this);
        socket->setReadBufferSize(kMostPending);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        const QJsonObject request{{QStringLiteral("podSandboxId"), m_pod}, {QStringLiteral("port"), QJsonArray{m_remote}}};
        m_runtime.client().call(QStringLiteral("PortForward"), request, [this, socket = QPointer(socket)](const Result<QJsonObject> &reply) {
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
            if (port->isOpen() && port->pending() < kMostPending)
                port->write(socket->readAll());
        };
        connect(socket, &QTcpSocket::readyRead, port, pass);
        connect(port, &RemotePort::drained, port, pass);
        connect(port, &RemotePort::opened, port, pass);
        connect(socket, &QTcpSocket::disconnected, port, &RemotePort::close);
        connect(port, &RemotePort::received, socket, [socket](const QByteArray &bytes) { socket->write(bytes); });
        connect(port, &RemotePort::ended, socket, [this, socket](const QString &failure) {
            if (!failure.isEmpty())
                m_runtime.session().printError({ErrorCode::Failed, failure, QStringLiteral("port %1 of the pod").arg(m_remote), {}, {}});
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

/// "8080", "80:8080", ":8080".
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
    return right && left && remote != 0 && word.count(u':') <= 1 ? std::optional(PortPair{local, remote}) : std::nullopt;
}

Result<int> forwardPorts(CrictlRuntime &runtime, const std::string &pod, const std::vector<std::string> &words)
{
    std::vector<std::unique_ptr<ForwardedPort>> all;
    for (const std::string &each : words) {
        const QString word = QString::fromStdString(each);
        const auto ports = readPorts(word);
        if (!ports)
            return fail(ErrorCode::Invalid, QStringLiteral("'%1' is no port").arg(word), QStringLiteral("port-forward"), QStringLiteral("write [LOCAL:]REMOTE"));
        all.push_back(std::make_unique<ForwardedPort>(runtime, QString::fromStdString(pod), ports->remote));
        if (auto listening = all.back()->listen(ports->local); !listening)
            return fail(listening.error());
    }
    QEventLoop loop;
    runtime.session().onInterrupt([&loop] { loop.quit(); });
    loop.exec();
    runtime.session().onInterrupt(nullptr);
    return 0;
}

void addExec(CLI::App &crictl, const CrictlRun &run)
{
    auto executing = std::make_shared<Executing>();
    CLI::App *command = crictl.add_subcommand("exec", "Run a command in a container: exec [OPTIONS] ID COMMAND...; its output comes byte for byte");
    command->add_flag("-i,--interactive", executing->input, "With input");
    command->add_flag("-t,--tty", executing->tty, "On a terminal");
    command->add_flag("-s,--sync", executing->sync, "Show its output when it has ended");
    command->add_option("--timeout", executing->timeout, "With --sync: seconds until it is ended")->check(CLI::Range(0, 1'000'000));
    command->add_option("ID", executing->id, "The container's id, or its beginning")->required();
    command->prefix_command(); // the rest is the command's, its options too
    command->callback([executing, command, run] {
        for (const std::string &word : command->remaining())
            executing->command << QString::fromStdString(word);
        if (!executing->command.isEmpty() && executing->command.front() == u"--")
            executing->command.removeFirst();
        run([executing](CrictlRuntime &runtime) { return exec(runtime, *executing); });
    });
}

} // namespace

void addCrictlStreams(CLI::App &crictl, const CrictlRun &run)
{
    addExec(crictl, run);

    auto attaching = std::make_shared<Executing>();
    CLI::App *attach = crictl.add_subcommand("attach", "Join a container's main process: its new output byte for byte, and input");
    attach->add_flag("-i,--stdin", attaching->input, "With input");
    attach->add_flag("-t,--tty", attaching->tty, "On a terminal, as the container was made");
    attach->add_option("ID", attaching->id, "The container's id, or its beginning")->required();
    attach->callback([attaching, run] {
        run([attaching](CrictlRuntime &runtime) {
            return stream(runtime, "Attach", {{QStringLiteral("containerId"), QString::fromStdString(attaching->id)}}, attaching->tty, attaching->input);
        });
    });

    auto pod = std::make_shared<std::string>();
    auto ports = std::make_shared<std::vector<std::string>>();
    CLI::App *forward = crictl.add_subcommand("port-forward", "Reach ports of a pod from here, until interrupted");
    forward->add_option("POD", *pod, "The pod's id")->required();
    forward->add_option("PORTS", *ports, "[LOCAL:]REMOTE, LOCAL empty: any")->required();
    forward->callback([pod, ports, run] { run([pod, ports](CrictlRuntime &runtime) { return forwardPorts(runtime, *pod, *ports); }); });
}

} // namespace hydra::cli
