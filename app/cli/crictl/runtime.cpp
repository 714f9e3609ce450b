// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "crictl/runtime.h"

#include "cri/remote_stream.h"
#include "keeper/launch.h"
#include "lab/readiness.h"
#include "lab/ssh.h"

#include <QEventLoop>
#include <QRegularExpression>

namespace hydra::cli {
namespace {

using std::chrono::milliseconds;

/// Waits until HAND was called; it may have been already.
template <typename T>
Result<T> await(const std::function<void(std::function<void(Result<T>)>)> &begin)
{
    std::optional<Result<T>> result;
    QEventLoop loop;
    begin([&](Result<T> value) {
        result = std::move(value);
        loop.quit();
    });
    while (!result)
        loop.exec();
    return *result;
}

Result<VmStatus> runningVm(Session &session, const LoadedTarget &target)
{
    const VmRef vm = target.lab.ref(target.vms.front());
    if (target.vms.size() != 1)
        return fail(ErrorCode::Invalid, QStringLiteral("has several VMs: %1").arg(target.vms.join(QStringLiteral(", "))), vm.lab,
                    QStringLiteral("name one as LAB/VM"));
    auto status = readVmStatus(session.paths().vmState(vm));
    if (!status || status->state != VmState::Running)
        return fail(ErrorCode::Conflict, QStringLiteral("is %1").arg(toString(status ? status->state : VmState::Stopped)), vm.toString(),
                    QStringLiteral("start it with `hydractl up %1 --wait cri`").arg(vm.toString()));
    if (criEndpoint(*status).isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("forwards no port of its containerd"), vm.toString(),
                    QStringLiteral("set `containerd: true`, and a port in `ports.containerd` that is not 0"));
    return status;
}

} // namespace

std::optional<milliseconds> readDuration(const std::string &text)
{
    static const QRegularExpression whole(QStringLiteral("^-?([0-9.]+(ms|s|m|h))+$"));
    static const QRegularExpression part(QStringLiteral("([0-9.]+)(ms|s|m|h)"));
    static const QMap<QString, double> units{{QStringLiteral("ms"), 1}, {QStringLiteral("s"), 1e3}, {QStringLiteral("m"), 6e4}, {QStringLiteral("h"), 3.6e6}};
    const QString string = QString::fromStdString(text);
    bool plain = false;
    if (const double seconds = string.toDouble(&plain); plain)
        return milliseconds(qint64(seconds * 1e3));
    if (!whole.match(string).hasMatch())
        return std::nullopt;
    double sum = 0;
    for (auto each = part.globalMatch(string); each.hasNext();) {
        const auto match = each.next();
        sum += match.captured(1).toDouble() * units.value(match.captured(2));
    }
    return milliseconds(qint64(string.startsWith(u'-') ? -sum : sum));
}

Result<CrictlRuntime> CrictlRuntime::open(Session &session, const CrictlTarget &target)
{
    const auto timeout = readDuration(target.timeout);
    if (!timeout)
        return fail(ErrorCode::Invalid, QStringLiteral("'%1' is no duration").arg(QString::fromStdString(target.timeout)), QStringLiteral("--timeout"),
                    QStringLiteral("write it as 2s or 500ms"));
    if (target.vm.empty() == target.endpoint.empty())
        return fail(ErrorCode::Invalid, target.vm.empty() ? QStringLiteral("which container runtime?") : QStringLiteral("two container runtimes are named"),
                    QStringLiteral("crictl"), QStringLiteral("name a VM, or an endpoint with -r: hydractl crictl LAB/VM ps"));
    CrictlRuntime runtime;
    runtime.m_session = &session;
    runtime.m_timeout = timeout->count() > 0 ? *timeout : std::chrono::seconds(2);
    runtime.m_endpoint = QString::fromStdString(target.endpoint);
    if (runtime.m_endpoint.startsWith(u'/'))
        runtime.m_endpoint.prepend(QStringLiteral("unix://"));
    if (runtime.m_endpoint.isEmpty()) {
        const auto loaded = session.load(QString::fromStdString(target.vm));
        if (!loaded)
            return fail(ErrorCode::Cancelled, {}); // said already
        auto vm = runningVm(session, *loaded);
        if (!vm)
            return fail(vm.error());
        runtime.m_endpoint = criEndpoint(*vm);
        runtime.m_username = loaded->lab.spec.vm(loaded->vms.front())->username;
        runtime.m_vm = std::move(*vm);
    }
    auto client = makeCriClient(runtime.m_endpoint);
    if (!client)
        return fail(client.error());
    runtime.m_client = std::move(*client);
    return runtime;
}

QUrl CrictlRuntime::reach(const QJsonObject &reply) const
{
    const QString url = reply[u"url"].toString();
    for (const PlannedPort &port : m_vm ? m_vm->ports : std::vector<PlannedPort>()) {
        if (port.role == u"streaming")
            return streamUrl(url, port.hostAddress == u"0.0.0.0" ? QStringLiteral("127.0.0.1") : port.hostAddress, port.hostPort);
    }
    return streamUrl(url, {}, 0);
}

Result<Command> CrictlRuntime::ssh(const QStringList &words) const
{
    if (!m_vm)
        return fail(ErrorCode::Invalid, QStringLiteral("only a VM can be reached by ssh"), m_endpoint);
    return sshCommand(m_session->paths(), m_vm->vm, m_username, m_vm->ports, words);
}

Result<QJsonObject> CrictlRuntime::call(const char *method, const QJsonObject &request)
{
    return call(method, request, m_timeout);
}

Result<QJsonObject> CrictlRuntime::call(const char *method, const QJsonObject &request, milliseconds deadline)
{
    m_client->setDeadline(deadline.count() > 0 ? deadline : std::chrono::hours(1));
    return await<QJsonObject>([&](CriClient::Done<QJsonObject> done) { m_client->call(QLatin1String(method), request, std::move(done)); });
}

Result<void> CrictlRuntime::stream(const char *method, CriClient::Each each)
{
    const Result<bool> ended = await<bool>([&](CriClient::Done<bool> done) { m_client->stream(QLatin1String(method), {}, std::move(each), std::move(done)); });
    return ended ? Result<void>() : fail(ended.error());
}

} // namespace hydra::cli
