// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/keeper.h"

#include "base/atomic_file.h"
#include "keeper/dependency_watch.h"
#include "keeper/helpers.h"
#include "keeper/keeper_lock.h"
#include "keeper/launch.h"
#include "keeper/phases.h"
#include "keeper/probe.h"
#include "keeper/runtime_socket.h"
#include "keeper/silence_watch.h"
#include "keeper/webhook.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <unistd.h>

namespace hydra {
namespace {

constexpr auto kClockTolerance = std::chrono::milliseconds(500);
constexpr auto kDrainTick = std::chrono::milliseconds(20);
constexpr int kControlTicks = 25;  // half a second for control clients
constexpr int kConsoleTicks = 500; // ten seconds for consoles

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

bool isLeaving(const QString &stateDir)
{
    const Result<VmStatus> status = readVmStatus(stateDir);
    return status && hasEnded(*status);
}

VmStatus initialStatus(const LaunchPlan &plan)
{
    VmStatus status;
    status.vm = plan.vm;
    status.backend = plan.backend;
    status.ports = plan.ports;
    status.image = plan.image;
    status.warnings = plan.warnings;
    status.keeper = identify(::getpid());
    return status;
}

} // namespace

Keeper::Keeper(LaunchPlan plan, KeeperMode mode, QObject *parent)
    : QObject(parent),
      m_plan(std::move(plan)),
      m_mode(mode),
      m_status(initialStatus(m_plan)),
      m_control(handlers(), [this] { return protocol::hello(QStringLiteral(HYDRA_VERSION), m_status); }),
      m_log(m_plan.logFile(), [this](const QString &line) {
          m_control.broadcast(protocol::notification(QStringLiteral("log"), {{QStringLiteral("line"), line}}));
      }),
      m_agent(m_plan.runtimeDir + QStringLiteral("/g"))
{
    m_powerdownTimer.setSingleShot(true);
    m_linkTimer.setSingleShot(true);
    connect(&m_powerdownTimer, &QTimer::timeout, this, &Keeper::onPowerdownIgnored);
    connect(&m_linkTimer, &QTimer::timeout, this, &Keeper::onNotLinked);
    connect(&m_drainTimer, &QTimer::timeout, this, &Keeper::waitUntilDrained);
    connect(&m_sleepWatch, &SleepWatch::woke, this, [this](std::chrono::milliseconds after) {
        mendClock(QStringLiteral("this machine slept for %1 s").arg(after.count() / 1000));
    });
    for (const PlannedPort &port : m_plan.ports) {
        if (port.role == u"containerd" && port.hostPort != 0) {
            m_runtimeSocket = std::make_unique<RuntimeSocket>(m_plan.criSocket(), port);
            m_status.criSocket = m_plan.criSocket();
        }
    }
    for (const PlannedConsole &console : m_plan.consoles) {
        m_consoles.push_back(std::make_unique<ConsoleServer>(console));
        connect(m_consoles.back().get(), &ConsoleServer::failed, this,
                [this](const Error &why) { warn(formatError(why)); });
    }
    if (!m_consoles.empty())
        connect(m_consoles.front().get(), &ConsoleServer::output, this, &Keeper::onOutput);
}

Keeper::~Keeper() = default;

Result<bool> Keeper::start()
{
    if (const Result<void> made = makePrivateDir(m_plan.stateDir); !made)
        return fail(made.error());
    Result<std::optional<OwnedFd>> lock = takeKeeperLock(m_plan.lockFile(), isLeaving, m_plan.stateDir);
    if (!lock)
        return fail(lock.error());
    if (!*lock)
        return false;
    m_lock = std::move(**lock);
    const Result<VmStatus> before = readVmStatus(m_plan.stateDir);
    const Result<void> taken = takeUp(before ? std::optional(*before) : std::nullopt);
    if (!taken && !m_adopted) {
        finish(VmState::Crashed, formatError(taken.error()));
    }
    if (!taken)
        return fail(taken.error());
    return true;
}

Result<void> Keeper::takeUp(const std::optional<VmStatus> &before)
{
    const bool alive = before && before->vmProcess && isAlive(*before->vmProcess);
    const bool lost = before && !alive && !hasEnded(*before);
    if (before) {
        m_status.boot = before->boot;
        m_status.bootId = before->bootId;
    }
    if (m_mode == KeeperMode::AdoptOnly && !alive) {
        if (lost)
            recordLostVm(*before);
        QTimer::singleShot(0, this, &Keeper::gone);
        return {};
    }
    m_adopted = alive;
    if (const Result<void> listening = listen(!alive); !listening)
        return listening;
    if (alive) {
        m_status = *before;
        m_status.criSocket = m_runtimeSocket ? m_runtimeSocket->path() : QString();
        adopt();
        return {};
    }
    if (lost) {
        say(QStringLiteral("the VM ended while no keeper ran"));
        endLeftHelpers(before->helpers);
    }
    startFresh();
    return {};
}

Result<void> Keeper::listen(bool fresh)
{
    if (const Result<void> made = makeRuntimeDir(m_plan.runtimeDir); !made)
        return made;
    for (const auto &console : m_consoles)
        if (const Result<void> opened = console->open(fresh); !opened)
            return opened;
    if (m_runtimeSocket) {
        if (const Result<void> listening = m_runtimeSocket->listen(); !listening)
            return listening;
    }
    return m_control.listen(m_plan.controlSocket());
}

// A QEMU of ours is given up; one we found belongs to somebody's running guest.
void Keeper::onNotLinked()
{
    if (!m_adopted)
        return leaveAccelerator(QStringLiteral("QEMU does not open its control socket"));
    update([](VmStatus &status) {
        status.state = VmState::Unknown;
        status.reason = QStringLiteral("QEMU runs but does not answer");
    });
}

void Keeper::onLinked()
{
    m_linkTimer.stop();
    m_run->qmp()->execute(QStringLiteral("query-status"), {}, [this](const Result<QJsonValue> &reply) {
        if (!reply)
            return;
        onStatus((*reply)[QStringLiteral("status")].toString());
        if (m_begun)
            tendLeftovers();
    });
}

// After our own start it is prelaunch, or inmigrate while a guest's memory is restored, which then
// goes on at once; of an adopted QEMU it is whatever its guest made of it.
void Keeper::onStatus(const QString &runState)
{
    if (m_run->isEnding() || m_killAsked)
        return;
    if (isRestoring())
        return runState == u"inmigrate" && !m_adopted ? restoreGuest() : resumeRestore(runState);
    if (runState == u"prelaunch" || runState == u"inmigrate")
        return begin();
    m_begun = true;
    if (runState == u"internal-error")
        return leaveAccelerator(QStringLiteral("QEMU reported an internal error"));
    const bool paused = runState == u"paused" || runState == u"io-error";
    const qint64 pausedSince = std::exchange(m_pausedAtMs, paused ? nowMs() : 0);
    update([&](VmStatus &status) {
        status.state = paused ? VmState::Paused : VmState::Running;
        // QEMU's default (werror=enospc) stops a guest for this only; it goes on where it was.
        status.reason = runState == u"io-error" ? QStringLiteral("the disk of this machine is full: free some space, then resume")
                                                : QString();
        reachPhase(status, m_plan, Phase::Firmware, nowMs());
    });
    if (paused)
        return stopWatchingBoot();
    watchBoot();
    if (m_clockIsOld)
        return mendOldClock();
    if (pausedSince != 0 && nowMs() - pausedSince > kClockTolerance.count())
        mendClock(QStringLiteral("the guest was paused for %1 s").arg((nowMs() - pausedSince) / 1000));
}

void Keeper::begin()
{
    if (mustLoad())
        return loadBeforeStart();
    letGo();
}

void Keeper::letGo()
{
    m_run->qmp()->execute(QStringLiteral("cont"), {}, [this](const Result<QJsonValue> &reply) {
        if (!reply)
            return say(QStringLiteral("QEMU does not run its guest: ") + formatError(reply.error()));
        m_begun = true;
        update([this](VmStatus &status) {
            status.state = VmState::Running;
            reachPhase(status, m_plan, Phase::Firmware, nowMs());
        });
        watchBoot();
        mendOldClock();
    });
}

void Keeper::onEvent(const QString &name, const QJsonObject &data)
{
    if (name != u"RTC_CHANGE" && name != u"NIC_RX_FILTER_CHANGED")
        say(QStringLiteral("QEMU: %1 %2").arg(name, QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact))));
    if (name == u"MIGRATION" && isRestoring())
        onMigration(data[QStringLiteral("status")].toString());
    else if (name == u"RESET")
        onReset();
    else if (name == u"STOP")
        onStopped();
    else if (isRestoring())
        return;
    else if (name == u"RESUME" && m_begun && m_status.state == VmState::Paused)
        onStatus(QStringLiteral("running"));
    else if (name == u"SHUTDOWN" && m_leaveReason.isEmpty())
        update([](VmStatus &status) { status.state = VmState::Stopping; });
    else if (name == u"GUEST_PANICKED")
        warn(QStringLiteral("the guest's kernel panicked"));
    else if (name == u"BLOCK_IO_ERROR")
        warn(QStringLiteral("disk error: ") + data[QStringLiteral("reason")].toString());
}

void Keeper::onStopped()
{
    if (!m_run->qmp())
        return;
    m_run->qmp()->execute(QStringLiteral("query-status"), {}, [this](const Result<QJsonValue> &reply) {
        const QString runState = reply ? (*reply)[QStringLiteral("status")].toString() : QString();
        if (m_status.state == VmState::Stopping || runState == u"running" || runState == u"shutdown")
            return;
        if (reply)
            onStatus(runState);
    });
}

void Keeper::onReset()
{
    m_scanner.reset();
    update([this](VmStatus &status) {
        beginBoot(status);
        reachPhase(status, m_plan, Phase::Firmware, nowMs());
    });
    for (const auto &console : m_consoles)
        console->setBoot(m_status.boot);
    say(QStringLiteral("the guest was reset (boot %1, %2)").arg(m_status.boot).arg(m_status.bootId));
    watchBoot();
}

bool Keeper::isHardware() const
{
    return m_status.accelerator == u"kvm" || m_status.accelerator == u"hvf";
}

// The rest follows when its process has ended.
void Keeper::leaveAccelerator(const QString &why)
{
    if (!m_leaveReason.isEmpty() || m_run->isEnding())
        return;
    m_leaveReason = why;
    stopWatchingBoot();
    m_run->forceEnd();
}

void Keeper::onFinished(const EndFacts &facts)
{
    m_linkTimer.stop();
    stopWatchingBoot();
    const bool brokenStart = !m_leaveReason.isEmpty()
                             || (facts.exit && (facts.exit->signal != 0 || facts.exit->code != 0)
                                 && !m_sawUserSpace);
    m_run.release()->deleteLater(); // it is telling us right now
    if (m_helpers)
        m_helpers->end();
    m_snapshotBusy = false;
    if (!m_endReason.isEmpty() && !m_killAsked)
        return finish(VmState::Crashed, m_endReason);
    const bool neverRan = m_adopted && !m_begun; // its keeper died before letting it go
    if (neverRan && !m_killAsked && m_mode == KeeperMode::StartOrAdopt) {
        say(QStringLiteral("the QEMU found had not run yet and is gone"));
        return startFresh();
    }
    if (m_killAsked || m_powerdownAsked || !brokenStart) {
        const Ending ending = judgeEnd(facts);
        return finish(ending.state, ending.reason);
    }
    const QString why = m_leaveReason.isEmpty() ? judgeEnd(facts).reason : m_leaveReason;
    if (neverRan && isRestoring()) // and we may not start it anew
        return finish(VmState::Crashed, why);
    if (isRestoring()) {
        warn(QStringLiteral("it starts cold, for the frozen guest did not go on: ") + why);
        return tryAttempt(m_attempt + 1);
    }
    if (!isHardware())
        return finish(VmState::Crashed, why);
    const QString reason = QStringLiteral("%1 was left before the guest reached user space: %2")
                               .arg(m_status.accelerator, why);
    say(reason);
    if (m_attempt + 1 >= m_plan.attempts.size())
        return finish(VmState::Crashed, QStringLiteral("%1 does not work here: %2").arg(m_status.accelerator, why));
    update([&reason](VmStatus &status) {
        status.acceleratorReason += (status.acceleratorReason.isEmpty() ? QString() : QStringLiteral("; ")) + reason;
    });
    tryAttempt(m_attempt + 1);
}

// Whatever could collide with the next keeper goes before the lock; only slow readers remain.
void Keeper::finish(VmState state, const QString &reason)
{
    if (std::exchange(m_finished, true))
        return;
    m_powerdownTimer.stop();
    m_dependencies.reset();
    m_webhook.reset();
    if (m_helpers)
        m_helpers->end();
    say(QStringLiteral("%1: %2").arg(toString(state), reason));
    update([&](VmStatus &status) {
        status.state = state;
        status.reason = reason;
        status.keeper.reset();
        status.vmProcess.reset();
        status.helpers.clear();
        status.startedAtMs = 0;
    });
    m_control.finish();
    for (const auto &console : m_consoles) {
        console->finish();
        QFile::remove(console->console().vmSocket);
    }
    QFile::remove(m_plan.qmpSocket);
    m_lock.reset();
    m_drainTimer.start(kDrainTick);
}

void Keeper::waitUntilDrained()
{
    ++m_drainTicks;
    const bool consolesDrained = std::all_of(m_consoles.begin(), m_consoles.end(),
                                             [](const auto &console) { return console->isDrained(); });
    const bool control = m_control.isDrained() || m_drainTicks > kControlTicks;
    if (!control || (!consolesDrained && m_drainTicks <= kConsoleTicks))
        return;
    m_drainTimer.stop();
    Q_EMIT gone();
}

void Keeper::update(const std::function<void(VmStatus &)> &change)
{
    const VmStatus before = m_status;
    change(m_status);
    m_sawUserSpace = m_sawUserSpace || m_status.userSpace;
    if (m_status == before && QFile::exists(m_plan.stateFile()))
        return;
    const Result<void> written = writeFileAtomically(m_plan.stateFile(), QJsonDocument(toJson(m_status)).toJson());
    if (!written)
        say(formatError(written.error()));
    m_control.broadcast(protocol::state(m_status));
}

void Keeper::warn(const QString &warning)
{
    say(QStringLiteral("warning: ") + warning);
    if (m_status.warnings.size() >= 20
        || std::find(m_status.warnings.begin(), m_status.warnings.end(), warning) != m_status.warnings.end())
        return;
    update([&warning](VmStatus &status) { status.warnings.push_back(warning); });
}

} // namespace hydra

#include "keeper/moc_keeper.cpp"
