// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/waiter.h"

#include <algorithm>

namespace hydra {
namespace {

QString endOf(const VmStatus &status)
{
    return status.reason.isEmpty() ? toString(status.state)
                                   : toString(status.state) + QStringLiteral(": ") + status.reason;
}

bool forwards(const VmStatus &status, const char *role)
{
    return std::any_of(status.ports.begin(), status.ports.end(), [role](const PlannedPort &port) {
        return port.role == QLatin1String(role) && port.hostPort != 0;
    });
}

bool isOfRuntime(Condition condition)
{
    return condition == Condition::Cri || condition == Condition::Containerd;
}

bool needsRuntime(Condition condition, const VmStatus &status)
{
    return condition == Condition::Cri || (isOfRuntime(condition) && criEndpoint(status).isEmpty());
}

// Without its port the keeper does not notice that containerd is lost: what it says of it is old.
bool isOld(Condition condition, const VmStatus &status)
{
    return isOfRuntime(condition) && criEndpoint(status).isEmpty() &&
           status.state == VmState::Running;
}

tl::unexpected<Error> never(const VmStatus &status, const QString &why, const QString &hint)
{
    return fail(ErrorCode::Failed, QStringLiteral("cannot be waited for: ") + why,
                status.vm.toString(), hint);
}

/// Whether a running VM can come so far at all.
Result<void> checkReachable(Condition condition, const Paths &paths, const VmStatus &status)
{
    const auto plan = readLaunchPlan(paths, status.vm);
    if (condition == Condition::CloudInit && plan && !plan->expectCloudInit)
        return never(status, QStringLiteral("its guest has no cloud-init"),
                     QStringLiteral("wait for ssh"));
    const bool ssh =
        condition == Condition::Ssh || (isOfRuntime(condition) && criEndpoint(status).isEmpty());
    if (!ssh || forwards(status, "ssh"))
        return {};
    return never(
        status,
        QStringLiteral("it forwards no port by which %1 could be seen").arg(toString(condition)),
        QStringLiteral("set `ports.ssh: auto` and start it again"));
}

} // namespace

Waiter::Waiter(VmLink &link, std::optional<Condition> condition, std::chrono::milliseconds timeout,
               Done done, QObject *parent)
    : QObject(parent), m_link(link), m_condition(condition), m_done(std::move(done))
{
    connect(&link, &VmLink::statusChanged, this, &Waiter::consider);
    connect(&link, &VmLink::failed, this, [this](const Error &why) { finish(fail(why)); });
    if (timeout.count() > 0) {
        connect(&m_timeout, &QTimer::timeout, this, [this] {
            const VmStatus &status = m_link.status();
            const QString phase = status.phase == Phase::None
                                      ? QString()
                                      : QStringLiteral(", phase ") + toString(status.phase);
            finish(fail(ErrorCode::TimedOut,
                        QStringLiteral("timed out waiting for %1; it is %2%3")
                            .arg(m_condition ? toString(*m_condition) : QStringLiteral("running"),
                                 endOf(status), phase),
                        m_link.vm().toString(),
                        QStringLiteral("it goes on; look with `hydractl logs %1`")
                            .arg(m_link.vm().toString())));
        });
        m_timeout.setSingleShot(true);
        m_timeout.start(timeout);
    }
    // Checks at once, since a VM that is down may never report anything.
    QMetaObject::invokeMethod(this, [this] { consider(m_link.status()); }, Qt::QueuedConnection);
}

void Waiter::consider(const VmStatus &status)
{
    const bool reached =
        m_condition
            ? holds(*m_condition, status) && (m_hasRuntimeAnswered || !isOld(*m_condition, status))
            : status.state == VmState::Running || status.state == VmState::Waiting;
    if (reached)
        return finish(status);
    if (isHopeless(status))
        return finish(fail(ErrorCode::Failed, endOf(status), m_link.vm().toString(),
                           QStringLiteral("see `hydractl logs %1`").arg(m_link.vm().toString())));
    if (!m_condition || !m_link.isLive() || status.state != VmState::Running)
        return;
    if (!std::exchange(m_judged, true)) {
        const auto reachable = checkReachable(*m_condition, m_link.environment().paths, status);
        if (!reachable)
            return finish(fail(reachable.error()));
    }
    if (!m_readiness && needsRuntime(*m_condition, status))
        askRuntime();
}

// The keeper looks at the containerd port; CRI, and containerd without a port, a client must ask.
void Waiter::askRuntime()
{
    m_readiness = std::make_unique<Readiness>(m_link, Readiness::Way::PortOrSsh);
    connect(m_readiness.get(), &Readiness::answered, this, [this] {
        m_hasRuntimeAnswered = true;
        consider(m_link.status());
    });
    connect(m_readiness.get(), &Readiness::failed, this,
            [this](const Error &why) { finish(fail(why)); });
}

void Waiter::finish(Result<VmStatus> result)
{
    if (!m_done)
        return;
    m_timeout.stop();
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace hydra
