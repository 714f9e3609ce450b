// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/vm_link.h"

#include "core/base/atomic_file.h"
#include "core/keeper_client/launch.h"

#include <QDeadlineTimer>
#include <QThread>

namespace hydra {

Result<bool> ensureKeeper(const Environment &environment, const VmRef &vm)
{
    const QString stateDir = environment.paths.vmState(vm);
    if (keeperHoldsLock(stateDir))
        return true;
    const auto status = readVmStatus(stateDir);
    if (!status)
        return status.error().code == ErrorCode::NotFound ? Result<bool>(false)
                                                          : fail(status.error());
    if (hasEnded(*status))
        return false;
    const auto plan = readLaunchPlan(environment.paths, vm);
    if (!plan)
        return fail(plan.error());
    if (auto launched = launchKeeper(*plan, environment.keeperProgram, true); !launched)
        return fail(launched.error());
    return keeperHoldsLock(stateDir);
}

bool isRunning(const Paths &paths, const VmRef &vm)
{
    const QString stateDir = paths.vmState(vm);
    if (keeperHoldsLock(stateDir))
        return true;
    const auto status = readVmStatus(stateDir);
    return status && status->vmProcess && isAlive(*status->vmProcess);
}

void awaitEndOfKeeper(const Paths &paths, const VmRef &vm)
{
    const QString stateDir = paths.vmState(vm);
    const auto isEnding = [&stateDir] {
        const auto status = readVmStatus(stateDir);
        return status && (hasEnded(*status) || (status->vmProcess && !isAlive(*status->vmProcess)));
    };
    const QDeadlineTimer patience(std::chrono::seconds(5));
    while (keeperHoldsLock(stateDir) && isEnding() && !patience.hasExpired())
        QThread::msleep(10);
}

Result<LaunchPlan> readLaunchPlan(const Paths &paths, const VmRef &vm)
{
    const QString file = paths.places(vm).planFile();
    const auto text = readFile(file);
    if (!text)
        return fail(text.error());
    return launchPlanFromJson(*text);
}

VmLink::VmLink(Environment environment, VmRef vm, QObject *parent)
    : QObject(parent), m_environment(std::move(environment)), m_vm(std::move(vm))
{
    m_status.vm = m_vm;
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &VmLink::heal);
}

VmLink::~VmLink() = default;

void VmLink::open()
{
    if (m_tries.isOver() && !keeperHoldsLock(m_environment.paths.vmState(m_vm)))
        return giveUp(m_tries.error(m_vm));
    heal();
}

void VmLink::request(const QString &method, const QJsonObject &params, KeeperClient::Reply reply)
{
    if (m_client && m_live)
        return m_client->request(method, params, std::move(reply));
    reply(fail(ErrorCode::Failed, QStringLiteral("is not running"), m_vm.toString(),
               QStringLiteral("start it with `hydractl up %1`").arg(m_vm.toString())));
}

void VmLink::heal()
{
    m_healing = std::make_unique<Job<bool>>(
        [environment = m_environment, vm = m_vm](const JobContext &) {
            return ensureKeeper(environment, vm);
        },
        [this](const Result<bool> &served) {
            if (!served)
                Q_EMIT failed(served.error());
            else if (*served)
                connectToKeeper();
            else
                readFromFile();
        });
}

void VmLink::connectToKeeper()
{
    m_served.invalidate();
    if (m_client)
        m_client.release()->deleteLater(); // deleted later, since it may be emitting a signal
    m_client = std::make_unique<KeeperClient>(m_environment.paths.controlSocket(m_vm));
    connect(m_client.get(), &KeeperClient::opened, this, [this](const VmStatus &status) {
        m_live = true;
        m_served.start();
        update(status);
    });
    connect(m_client.get(), &KeeperClient::statusChanged, this, &VmLink::update);
    connect(m_client.get(), &KeeperClient::notified, this, &VmLink::notified);
    connect(m_client.get(), &KeeperClient::closed, this, &VmLink::onClosed);
    m_client->open();
}

// A keeper that went away ended with its VM, or died: look again, and adopt if need be.
void VmLink::onClosed(const Error &why)
{
    m_live = false;
    if (why.code == ErrorCode::Conflict)
        return giveUp(why);
    if (hasEnded(m_status) && m_status.startedAtMs != 0)
        return m_tries.reset();
    m_tries.died(std::chrono::milliseconds(m_served.isValid() ? m_served.elapsed() : 0));
    if (m_tries.isOver())
        return giveUp(m_tries.error(m_vm));
    m_again.start(m_tries.pause());
}

void VmLink::update(const VmStatus &status)
{
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

// The status file is still valid, but no requests are possible.
void VmLink::giveUp(Error why)
{
    why.where = m_vm.toString();
    if (const auto status = readVmStatus(m_environment.paths.vmState(m_vm)))
        m_status = *status;
    else
        m_status.state = VmState::Unknown;
    Q_EMIT failed(why);
}

void VmLink::readFromFile()
{
    const auto status = readVmStatus(m_environment.paths.vmState(m_vm));
    if (status)
        return update(*status);
    VmStatus stopped;
    stopped.vm = m_vm;
    stopped.reason = QStringLiteral("never started");
    update(stopped);
}

} // namespace hydra
