// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/runtime.h"

#include "core/cri/remote_stream.h"
#include "core/job/await.h"
#include "core/reach/readiness.h"
#include "core/reach/running_vm.h"
#include "core/reach/ssh.h"

#include <QEventLoop>

#include <algorithm>
#include <cmath>

namespace hydra::cli {
namespace {

using std::chrono::milliseconds;

// At most a year; nothing for more than that or for NaN.
std::optional<milliseconds> inMilliseconds(double ms)
{
    return std::abs(ms) <= 3.2e10 ? std::optional(milliseconds(qint64(ms))) : std::nullopt;
}

/// Takes a part such as "1.5s" from the beginning of TEXT; in milliseconds.
std::optional<double> takePart(QStringView &text)
{
    static const std::pair<QLatin1String, double> units[] = {{QLatin1String("ms"), 1},
                                                             {QLatin1String("s"), 1e3},
                                                             {QLatin1String("m"), 6e4},
                                                             {QLatin1String("h"), 3.6e6}};
    const auto *end = std::find_if_not(text.begin(), text.end(), [](QChar each) {
        return each == u'.' || (each >= u'0' && each <= u'9');
    });
    bool valid = false;
    const double number = text.first(end - text.begin()).toDouble(&valid);
    text = text.mid(end - text.begin());
    for (const auto &[unit, ms] : units) {
        if (!valid || !text.startsWith(unit))
            continue;
        text = text.mid(unit.size());
        return number * ms;
    }
    return std::nullopt;
}

Result<milliseconds> deadlineOf(const CrictlTarget &target)
{
    const auto timeout = readDuration(target.timeout);
    if (!timeout)
        return fail(
            ErrorCode::Invalid,
            QStringLiteral("'%1' is no duration").arg(QString::fromStdString(target.timeout)),
            QStringLiteral("--timeout"), QStringLiteral("write it as 2s or 500ms"));
    return timeout->count() > 0 ? *timeout : std::chrono::seconds(2);
}

/// TARGET with only one of its VMs.
LoadedTarget onlyVm(const LoadedTarget &target, const QString &vm)
{
    LoadedTarget only = target;
    only.vms = QStringList{vm};
    return only;
}

} // namespace

std::optional<milliseconds> readDuration(const std::string &text)
{
    const QString string = QString::fromStdString(text);
    bool plain = false;
    if (const double seconds = string.toDouble(&plain); plain)
        return inMilliseconds(seconds * 1e3);
    const bool negative = string.startsWith(u'-');
    QStringView rest = QStringView(string).mid(negative ? 1 : 0);
    double sum = 0;
    do {
        const std::optional<double> ms = takePart(rest);
        if (!ms)
            return std::nullopt;
        sum += *ms;
    } while (!rest.isEmpty());
    return inMilliseconds(negative ? -sum : sum);
}

Result<milliseconds> optionDuration(const std::string &text, const char *option)
{
    const std::optional<milliseconds> duration = text.empty() ? milliseconds() : readDuration(text);
    if (duration && duration->count() >= 0)
        return *duration;
    return fail(ErrorCode::Invalid,
                QStringLiteral("'%1' is no duration").arg(QString::fromStdString(text)),
                QLatin1String(option), QStringLiteral("write it as 90s or 5m"));
}

Result<CrictlRuntime> CrictlRuntime::open(Session &session, const CrictlTarget &target,
                                          const std::optional<LoadedTarget> &vm)
{
    if (target.vm.empty() == target.endpoint.empty())
        return fail(ErrorCode::Invalid,
                    target.vm.empty() ? QStringLiteral("which container runtime?")
                                      : QStringLiteral("two container runtimes are named"),
                    QStringLiteral("crictl"),
                    QStringLiteral("name a VM, or an endpoint with -r: hydractl crictl LAB/VM ps"));
    const auto deadline = deadlineOf(target);
    if (!deadline)
        return fail(deadline.error());
    if (vm)
        return openVm(session, *vm, *deadline);
    CrictlRuntime runtime(session, *deadline);
    runtime.m_endpoint = QString::fromStdString(target.endpoint);
    if (runtime.m_endpoint.startsWith(u'/'))
        runtime.m_endpoint.prepend(QStringLiteral("unix://"));
    return runtime.connect().transform([&] { return std::move(runtime); });
}

Result<std::vector<CrictlRuntime>> CrictlRuntime::openAll(Session &session,
                                                          const CrictlTarget &target,
                                                          const std::vector<LoadedTarget> &labs)
{
    if (!target.endpoint.empty())
        return fail(ErrorCode::Invalid, QStringLiteral("an endpoint has no VMs"),
                    QStringLiteral("--all-vms"), QStringLiteral("name a lab instead, or none"));
    const auto deadline = deadlineOf(target);
    if (!deadline)
        return fail(deadline.error());
    std::vector<CrictlRuntime> runtimes;
    for (const LoadedTarget &lab : labs) {
        for (const QString &vm : lab.vms) {
            if (!lab.lab.spec.vm(vm)->containerd || !runningVm(session.paths(), lab.lab.ref(vm)))
                continue;
            auto runtime = openVm(session, onlyVm(lab, vm), *deadline);
            if (!runtime)
                return fail(runtime.error());
            runtimes.push_back(std::move(*runtime));
        }
    }
    if (runtimes.empty())
        return fail(ErrorCode::NotFound, QStringLiteral("no VM with a container runtime runs"),
                    QString::fromStdString(target.vm),
                    QStringLiteral("start one with `hydractl up LAB --wait cri`"));
    return runtimes;
}

Result<CrictlRuntime> CrictlRuntime::openVm(Session &session, const LoadedTarget &target,
                                            milliseconds deadline)
{
    const VmRef vm = target.lab.ref(target.vms.front());
    if (target.vms.size() != 1)
        return fail(
            ErrorCode::Invalid,
            QStringLiteral("has several VMs: %1").arg(target.vms.join(QStringLiteral(", "))),
            vm.lab, QStringLiteral("name one as LAB/VM; ps, pods and images know --all-vms"));
    const auto status = runningVm(session.paths(), vm);
    if (!status)
        return fail(status.error());
    CrictlRuntime runtime(session, deadline);
    runtime.m_spec = *target.lab.spec.vm(vm.vm);
    runtime.m_vm = *status;
    runtime.m_endpoint = criEndpoint(*status);
    if (!runtime.m_spec.containerd)
        return fail(ErrorCode::NotFound, QStringLiteral("has no container runtime"), vm.toString(),
                    QStringLiteral("set `containerd: true`"));
    if (runtime.m_endpoint.isEmpty()) {
        if (const auto opened = runtime.openTunnel(); !opened)
            return fail(opened.error());
    }
    return runtime.connect().transform([&] { return std::move(runtime); });
}

CrictlRuntime::~CrictlRuntime()
{
    if (m_client && !m_isLent)
        m_session->leave(std::move(m_client));
}

Result<void> CrictlRuntime::connect()
{
    auto client = makeCriClient(m_endpoint);
    if (!client)
        return fail(client.error());
    m_client = std::move(*client);
    return {};
}

Result<void> CrictlRuntime::openTunnel()
{
    m_tunnel = std::make_unique<RuntimeTunnel>(m_session->paths(), *m_vm, m_spec.username);
    const auto opened = m_tunnel->await();
    if (!opened)
        return fail(opened.error());
    m_endpoint = *opened;
    return {};
}

Result<QUrl> CrictlRuntime::reach(const QJsonObject &reply) const
{
    const QString url = reply[u"url"].toString();
    if (!m_vm)
        return streamUrl(url, {}, 0);
    return reachStream(*m_vm, url);
}

void CrictlRuntime::close()
{
    m_client.reset();
    m_tunnel.reset();
}

Result<Command> CrictlRuntime::ssh(const QStringList &words) const
{
    if (!m_vm)
        return fail(ErrorCode::Invalid, QStringLiteral("only a VM can be reached by ssh"),
                    m_endpoint);
    return sshProgram(m_session->paths(), m_vm->vm, m_spec.username, m_vm->ports,
                      Command{.program = words.front(), .args = words.mid(1)});
}

Result<QJsonObject> CrictlRuntime::call(const char *method, const QJsonObject &request)
{
    return call(method, request, m_timeout);
}

Result<QJsonObject> CrictlRuntime::call(const char *method, const QJsonObject &request,
                                        milliseconds deadline)
{
    m_client->setDeadline(deadline.count() > 0 ? deadline : std::chrono::hours(1));
    return await<QJsonObject>([&](CriClient::Done<QJsonObject> done) {
        m_client->call(QLatin1String(method), request, std::move(done));
    });
}

std::vector<Result<QJsonObject>> CrictlRuntime::callAll(const char *method,
                                                        const std::vector<QJsonObject> &requests,
                                                        milliseconds deadline)
{
    m_client->setDeadline(deadline.count() > 0 ? deadline : std::chrono::hours(1));
    std::vector<std::optional<Result<QJsonObject>>> replies(requests.size());
    QEventLoop loop;
    for (std::size_t i = 0; i < requests.size(); ++i)
        m_client->call(QLatin1String(method), requests[i], [&, i](Result<QJsonObject> reply) {
            replies[i] = std::move(reply);
            loop.quit();
        });
    std::vector<Result<QJsonObject>> all;
    for (const auto &reply : replies) {
        while (!reply)
            loop.exec();
        all.push_back(*reply);
    }
    return all;
}

Result<void> CrictlRuntime::stream(const char *method, CriClient::Each each)
{
    const Result<bool> ended = await<bool>([&](CriClient::Done<bool> done) {
        m_client->stream(QLatin1String(method), {}, std::move(each), std::move(done));
    });
    return ended ? Result<void>() : fail(ended.error());
}

} // namespace hydra::cli
