// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/waiter.h"

namespace hydra {
namespace {

QString endOf(const VmStatus &status)
{
    return status.reason.isEmpty() ? toString(status.state) : toString(status.state) + QStringLiteral(": ") + status.reason;
}

} // namespace

Waiter::Waiter(VmLink &link, std::optional<Condition> condition, std::chrono::milliseconds timeout, Done done,
               QObject *parent)
    : QObject(parent), m_link(link), m_condition(condition), m_done(std::move(done))
{
    connect(&link, &VmLink::statusChanged, this, &Waiter::consider);
    connect(&link, &VmLink::failed, this, [this](const Error &why) { finish(fail(why)); });
    if (condition == Condition::Cri)
        waitForCri();
    if (timeout.count() > 0) {
        connect(&m_timeout, &QTimer::timeout, this, [this] {
            const VmStatus &status = m_link.status();
            const QString phase = status.phase == Phase::None ? QString() : QStringLiteral(", phase ") + toString(status.phase);
            finish(fail(ErrorCode::TimedOut,
                        QStringLiteral("timed out waiting for %1; it is %2%3")
                            .arg(m_condition ? toString(*m_condition) : QStringLiteral("running"), endOf(status), phase),
                        m_link.vm().toString(),
                        QStringLiteral("it goes on; look with `hydractl logs %1`").arg(m_link.vm().toString())));
        });
        m_timeout.setSingleShot(true);
        m_timeout.start(timeout);
    }
    // Also of a VM that is down: no news of it may ever come.
    QMetaObject::invokeMethod(this, [this] { consider(m_link.status()); }, Qt::QueuedConnection);
}

void Waiter::consider(const VmStatus &status)
{
    const bool reached = m_condition ? holds(*m_condition, status)
                                     : status.state == VmState::Running || status.state == VmState::Waiting;
    if (reached)
        return finish(status);
    if (isHopeless(status))
        finish(fail(ErrorCode::Failed, endOf(status), m_link.vm().toString(),
                    QStringLiteral("see `hydractl logs %1`").arg(m_link.vm().toString())));
}

void Waiter::waitForCri()
{
    m_readiness = std::make_unique<Readiness>(m_link);
    connect(m_readiness.get(), &Readiness::failed, this, [this](const Error &why) { finish(fail(why)); });
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
