// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/keeper.h"

#include "core/base/atomic_file.h"
#include "core/keeper/requests.h"
#include "core/keeper_client/keeper_lock.h"
#include "core/keeper_client/launch.h"
#include "core/vm/make_hypervisor.h"

#include <QFile>

#include <algorithm>
#include <unistd.h>

namespace hydra {
namespace {

constexpr auto drainTick = std::chrono::milliseconds(20);
constexpr int controlTicks = 25;  // half a second for control clients
constexpr int consoleTicks = 500; // ten seconds for consoles

bool isLeaving(const QString &stateDir)
{
    const Result<VmStatus> status = readVmStatus(stateDir);
    return status && hasEnded(*status);
}

void forgetProcesses(VmStatus &status)
{
    status.keeper.reset();
    status.vmProcess.reset();
    status.helpers.clear();
    status.startedAtMs = 0;
}

} // namespace

Keeper::Keeper(const LaunchPlan &plan, KeeperMode mode, QObject *parent)
    : QObject(parent), m_mode(mode),
      m_vm(plan, [this](const QByteArray &message) { m_control.broadcast(message); }), m_logs(m_vm),
      m_clock(m_vm), m_boot(m_vm), m_port(m_vm), m_fork(m_vm, m_port), m_snapshots(m_vm, m_clock),
      m_power(m_vm), m_startup(m_vm, m_port, makeHypervisor),
      m_follower({m_vm, m_power, m_boot, m_clock, m_fork, m_snapshots}),
      m_control(handlers(),
                [this] { return protocol::hello(QStringLiteral(HYDRA_VERSION), m_vm.status()); })
{
    connect(&m_startup, &Startup::runMade, this, &Keeper::onRunMade);
    connect(&m_startup, &Startup::failed, this,
            [this](const QString &why) { finish(VmState::Crashed, why); });
    connect(&m_power, &Power::calledOff, this,
            [this] { finish(VmState::Stopped, QStringLiteral("not started, by request")); });
    connect(&m_drainTimer, &QTimer::timeout, this, &Keeper::waitUntilDrained);
    for (const PlannedPort &port : m_vm.plan.ports) {
        if (port.role == u"containerd" && port.hostPort != 0)
            m_runtimeSocket = std::make_unique<RuntimeSocket>(m_vm.plan.criSocket(), port);
    }
    makeConsoles();
}

Keeper::~Keeper() = default;

std::map<QString, ControlServer::Handler> Keeper::handlers()
{
    auto all = requestHandlers({m_vm, m_power, m_boot, m_clock, m_snapshots, m_port});
    all[QStringLiteral("shutdown")] = [this](const QJsonObject &,
                                             const ControlServer::Reply &reply) {
        if (!m_isFinished)
            return reply(fail(ErrorCode::Conflict, QStringLiteral("the VM has not ended"), {},
                              QStringLiteral("stop it first")));
        reply(QJsonObject());
    };
    return all;
}

void Keeper::makeConsoles()
{
    for (const PlannedConsole &planned : m_vm.plan.consoles) {
        m_vm.consoles.push_back(std::make_unique<ConsoleServer>(planned));
        m_logs.watch(*m_vm.consoles.back());
        connect(m_vm.consoles.back().get(), &ConsoleServer::failed, this,
                [this](const Error &why) { m_vm.record.warn(formatError(why)); });
    }
    if (!m_vm.consoles.empty())
        connect(m_vm.consoles.front().get(), &ConsoleServer::output, &m_boot, &BootWatch::read);
}

Result<bool> Keeper::start()
{
    const LaunchPlan &plan = m_vm.plan;
    if (const Result<void> made = makePrivateDir(plan.stateDir); !made)
        return fail(made.error());
    Result<std::optional<FileLock>> lock =
        takeKeeperLock(plan.lockFile(), isLeaving, plan.stateDir);
    if (!lock)
        return fail(lock.error());
    if (!*lock)
        return false;
    m_lock = std::move(*lock);
    const Result<VmStatus> before = readVmStatus(plan.stateDir);
    const Result<void> taken = adoptOrStart(before ? std::optional(*before) : std::nullopt);
    if (!taken && !m_isAdopting)
        finish(VmState::Crashed, formatError(taken.error()));
    if (!taken)
        return fail(taken.error());
    return true;
}

Result<void> Keeper::adoptOrStart(const std::optional<VmStatus> &before)
{
    const bool isAlive = before && before->vmProcess && hydra::isAlive(*before->vmProcess);
    const bool isLost = before && !isAlive && !hasEnded(*before);
    m_vm.record.prepare([&](VmStatus &status) {
        status.boot = before ? before->boot : 0;
        status.bootId = before ? before->bootId : QString();
        status.criSocket = m_runtimeSocket ? m_runtimeSocket->path() : QString();
    });
    if (m_mode == KeeperMode::AdoptOnly && !isAlive) {
        if (isLost)
            recordLostVm(*before);
        else
            QTimer::singleShot(0, this, &Keeper::gone);
        return {};
    }
    m_isAdopting = isAlive;
    if (!makeHypervisor(m_vm.plan))
        return fail(
            ErrorCode::Failed,
            QStringLiteral("this version of Hydra cannot run VMs with %1").arg(m_vm.plan.backend));
    if (const Result<void> listening = listen(!isAlive); !listening)
        return listening;
    if (isAlive) {
        adopt(*before);
        return {};
    }
    m_boot.listen();
    if (isLost) {
        m_vm.record.say(QStringLiteral("the VM ended while no keeper ran"));
        endLeftHelpers(*before, [this] {
            if (!m_isFinished)
                m_startup.startFresh();
        });
    } else {
        m_startup.startFresh();
    }
    return {};
}

void Keeper::endLeftHelpers(const VmStatus &before, std::function<void()> then)
{
    m_leftHelpers = std::make_unique<EndProcesses>(before.helpers);
    connect(m_leftHelpers.get(), &EndProcesses::done, this, std::move(then));
}

void Keeper::recordLostVm(const VmStatus &before)
{
    const QString reason = before.vmProcess
                               ? QStringLiteral("ended while no keeper ran")
                               : QStringLiteral("its keeper ended before QEMU was started");
    m_vm.record.update([&](VmStatus &status) {
        status = before;
        status.state = VmState::Crashed;
        status.reason = reason;
    });
    m_vm.record.say(QStringLiteral("crashed: ") + reason);
    endLeftHelpers(before, [this] {
        m_vm.record.update(&forgetProcesses);
        Q_EMIT gone();
    });
}

Result<void> Keeper::listen(bool fresh)
{
    if (const Result<void> made = makeRuntimeDir(m_vm.plan.runtimeDir); !made)
        return made;
    for (const auto &console : m_vm.consoles)
        if (const Result<void> opened = console->open(fresh); !opened)
            return opened;
    if (m_runtimeSocket) {
        if (const Result<void> listening = m_runtimeSocket->listen(); !listening)
            return listening;
    }
    return m_control.listen(m_vm.plan.controlSocket());
}

void Keeper::adopt(const VmStatus &before)
{
    m_vm.record.say(
        QStringLiteral("a new keeper adopts QEMU, process %1").arg(before.vmProcess->pid));
    for (const auto &console : m_vm.consoles) {
        console->setBoot(before.boot);
        if (!console->console().recordedByQemu)
            console->markGap();
    }
    m_vm.record.update([&](VmStatus &status) {
        status = before;
        status.criSocket = m_runtimeSocket ? m_runtimeSocket->path() : QString();
        status.keeper = identify(::getpid());
    });
    m_boot.listen();
    m_startup.adopt();
}

void Keeper::onRunMade()
{
    m_follower.follow();
    connect(m_vm.run.get(), &VmRun::ended, this, &Keeper::onRunEnded);
}

// The run is not deleted here: it is emitting the signal that called this.
void Keeper::onRunEnded(RunEnd end)
{
    m_boot.stop();
    end.facts.killAsked = m_power.isKillAsked();
    end.facts.powerdownAsked = m_power.isPowerdownAsked();
    end.wasForking = m_vm.isForking();
    end.sawUserSpace = m_vm.record.sawUserSpace();
    end.sawPanic = m_boot.sawPanic();
    end.accelerator = m_vm.status().accelerator;
    end.wasAccelerated = m_vm.isAccelerated();
    end.wasLastAttempt = m_vm.run->attempt() + 1 >= m_vm.plan.attempts.size();
    end.wasRepeated = m_startup.hasRepeated();
    m_vm.run.release()->deleteLater();
    m_vm.agent.forget(QStringLiteral("the VM has ended"));
    m_snapshots.forget();
    goOn(judgeRun(end, m_mode == KeeperMode::StartOrAdopt));
}

void Keeper::goOn(const AfterRun &after)
{
    if (!after.warning.isEmpty())
        m_vm.record.warn(after.warning);
    if (!after.leftAccelerator.isEmpty())
        m_vm.record.say(after.leftAccelerator);
    switch (after.step) {
    case AfterRun::Step::Finish:
        return finish(after.ending.state, after.ending.reason);
    case AfterRun::Step::StartFresh:
        m_vm.record.say(QStringLiteral("the QEMU found had not run yet and is gone"));
        return startAgain(&Startup::startFresh);
    case AfterRun::Step::SameAttempt:
        return startAgain(&Startup::repeat);
    case AfterRun::Step::NextAttempt:
        m_vm.record.update([&after](VmStatus &status) {
            QString &reasons = status.acceleratorReason;
            if (!reasons.isEmpty() && !after.leftAccelerator.isEmpty())
                reasons += QStringLiteral("; ");
            reasons += after.leftAccelerator;
        });
        return startAgain(&Startup::tryNext);
    }
}

// The helpers of two attempts never run side by side.
void Keeper::startAgain(void (Startup::*start)())
{
    m_startup.endHelpers([this, start] {
        if (!m_isFinished) // a client may have ended it meanwhile
            (m_startup.*start)();
    });
}

void Keeper::finish(VmState state, const QString &reason)
{
    if (std::exchange(m_isFinished, true))
        return;
    m_power.close();
    m_boot.stopListening();
    m_startup.cancel();
    m_port.plugOut();
    // Recorded at once, so that who asks meanwhile waits for this keeper's end.
    m_vm.record.say(QStringLiteral("%1: %2").arg(toString(state), reason));
    m_vm.record.update([&](VmStatus &status) {
        status.state = state;
        status.reason = reason;
        status.runtimeLostAtMs.reset();
    });
    m_startup.endHelpers([this] { conclude(); });
}

// Removes everything that could collide with the next keeper before it releases the lock; only slow
// readers remain.
void Keeper::conclude()
{
    m_vm.record.update(&forgetProcesses);
    closeSockets();
    m_lock.reset();
    m_drainTimer.start(drainTick);
}

void Keeper::closeSockets()
{
    m_control.finish();
    for (const auto &console : m_vm.consoles) {
        console->finish();
        QFile::remove(console->console().vmSocket);
        QFile::remove(console->console().otherVmSocket());
    }
    QFile::remove(m_vm.plan.qmpSocket);
}

void Keeper::waitUntilDrained()
{
    ++m_drainTicks;
    const bool areConsolesDrained =
        std::all_of(m_vm.consoles.begin(), m_vm.consoles.end(),
                    [](const auto &console) { return console->isDrained(); });
    const bool isControlDrained = m_control.isDrained() || m_drainTicks > controlTicks;
    if (!isControlDrained || (!areConsolesDrained && m_drainTicks <= consoleTicks))
        return;
    m_drainTimer.stop();
    Q_EMIT gone();
}

} // namespace hydra

#include "core/keeper/moc_keeper.cpp"
