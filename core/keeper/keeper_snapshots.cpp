// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/keeper.h"

#include "base/atomic_file.h"
#include "keeper/dependency_watch.h"
#include "keeper/phases.h"
#include "keeper/probe.h"
#include "keeper/qemu_job.h"
#include "keeper/silence_watch.h"
#include "keeper/webhook.h"
#include "vm/restore_intent.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>

namespace hydra {
namespace {

constexpr auto kPing = std::chrono::milliseconds(1500);
constexpr auto kFreeze = std::chrono::seconds(20);
constexpr auto kThaw = std::chrono::seconds(20);
constexpr int kClockTries = 6; // of ten seconds each
constexpr auto kSettleLook = std::chrono::milliseconds(20);

const QString saveJob = QStringLiteral("hydra-save");
const QString loadJob = QStringLiteral("hydra-load");
const QString deleteJob = QStringLiteral("hydra-delete");

QString frozenMark(const LaunchPlan &plan)
{
    return plan.stateDir + QStringLiteral("/frozen");
}

// QEMU looks at these before it touches a disk; after that the guest's disks may be the snapshot's
// already, and a guest that went on with its own memory would destroy them.
bool leftAllAsItWas(const Error &error)
{
    for (const char *words : {"does not exist", "disk-only snapshot", "No block device node", "already in use", "not support"})
        if (error.what.contains(QLatin1String(words)))
            return true;
    return false;
}

QString couldNot(const QString &name, const Error &why)
{
    return QStringLiteral("snapshot '%1' could not be restored: %2").arg(name, why.what);
}

} // namespace

void Keeper::snapshot(const QJsonObject &params, const ControlServer::Reply &reply)
{
    const QString action = params[QStringLiteral("action")].toString();
    if (action == u"settle")
        return settle(reply);
    if (!m_run || !m_run->qmp() || !m_begun)
        return reply(fail(ErrorCode::Conflict, QStringLiteral("the VM is not running")));
    if (m_snapshotBusy)
        return reply(fail(ErrorCode::Conflict, QStringLiteral("another snapshot of the VM is worked on")));
    const QString tag = params[QStringLiteral("tag")].toString();
    const QJsonArray nodes = params[QStringLiteral("nodes")].toArray();
    if (tag.isEmpty() || nodes.isEmpty())
        return reply(fail(ErrorCode::Invalid, QStringLiteral("'tag' or 'nodes' is missing")));
    m_snapshotBusy = true;
    const auto done = [this, reply](const Result<void> &result) {
        m_snapshotBusy = false;
        if (result)
            return reply(QJsonObject());
        Error error = result.error();
        error.code = ErrorCode::Failed;
        reply(fail(std::move(error)));
    };
    if (action == u"disks")
        return snapshotDisks(tag, nodes, reply);
    QJsonObject arguments{{QStringLiteral("tag"), tag}, {QStringLiteral("devices"), nodes}};
    if (action == u"delete")
        return runQemuJob(m_run->qmp(), m_run.get(), deleteJob, QStringLiteral("snapshot-delete"), arguments, done);
    arguments[u"vmstate"] = nodes[0];
    if (action == u"save")
        return runQemuJob(m_run->qmp(), m_run.get(), saveJob, QStringLiteral("snapshot-save"), arguments, done);
    if (action == u"load") {
        return runQemuJob(m_run->qmp(), m_run.get(), loadJob, QStringLiteral("snapshot-load"), arguments,
                          [this, done](const Result<void> &loaded) {
                              onLoaded(loaded);
                              done(loaded);
                          });
    }
    m_snapshotBusy = false;
    reply(fail(ErrorCode::Invalid, QStringLiteral("there is no such action"), action));
}

// After an in-place load, whoever asked for it.
void Keeper::onLoaded(const Result<void> &loaded)
{
    const std::optional<RestoreIntent> intent = readRestoreIntent(m_plan.stateDir);
    if (loaded)
        return onMemoryRestored();
    if (loaded.error().code == ErrorCode::Cancelled)
        return; // it is looked for again when QEMU answers again
    say(couldNot(intent ? intent->name : QString(), loaded.error()));
    if (!leftAllAsItWas(loaded.error())) {
        m_endReason = couldNot(intent ? intent->name : QString(), loaded.error())
                      + QStringLiteral("; its disks may be the snapshot's, so it was ended");
        return m_run->forceEnd();
    }
    dropRestoreIntent(m_plan.stateDir);
    continueAfterLoad();
}

void Keeper::onMemoryRestored()
{
    if (const Result<void> confirmed = confirmRestore(m_plan.stateDir); !confirmed)
        say(formatError(confirmed.error()));
    m_clockIsOld = true;
    say(QStringLiteral("the memory of a snapshot was restored"));
    m_run->qmp()->execute(QStringLiteral("query-status"), {}, [this](const Result<QJsonValue> &reply) {
        if (reply && (*reply)[QStringLiteral("status")].toString() == u"running")
            mendOldClock();
    });
}

// A load that failed leaves a guest that ran in restore-vm.
void Keeper::continueAfterLoad()
{
    m_run->qmp()->execute(QStringLiteral("query-status"), {}, [this](const Result<QJsonValue> &reply) {
        if (reply && (*reply)[QStringLiteral("status")].toString() == u"restore-vm")
            m_run->qmp()->execute(QStringLiteral("cont"));
    });
}

// A guest that has just come back on a busy machine may not get to answer at once.
void Keeper::mendOldClock()
{
    if (std::exchange(m_clockIsOld, false))
        tryClock(kClockTries);
}

void Keeper::tryClock(int tries)
{
    setClock([this, tries](const Result<void> &set) {
        if (set)
            return say(QStringLiteral("its clock was set"));
        if (tries > 1 && m_run && m_begun && m_status.state == VmState::Running)
            return tryClock(tries - 1);
        say(QStringLiteral("its clock could not be set: ") + formatError(set.error()));
    });
}

bool Keeper::mustLoad() const
{
    if (!m_plan.load)
        return false;
    const std::optional<RestoreIntent> intent = readRestoreIntent(m_plan.stateDir);
    return intent && intent->memory && intent->tag == m_plan.load->tag;
}

// A keeper before us may have asked for it.
void Keeper::loadBeforeStart()
{
    if (std::exchange(m_snapshotBusy, true))
        return;
    say(QStringLiteral("restores the memory of snapshot '%1'").arg(m_plan.load->name));
    followQemuJob(m_run->qmp(), m_run.get(), loadJob, [this](const Result<void> &found) {
        if (found || found.error().code != ErrorCode::NotFound)
            return onLoadedBeforeStart(found);
        const QJsonObject arguments{{QStringLiteral("tag"), m_plan.load->tag},
                                    {QStringLiteral("vmstate"), m_plan.load->nodes.value(0)},
                                    {QStringLiteral("devices"), QJsonArray::fromStringList(m_plan.load->nodes)}};
        runQemuJob(m_run->qmp(), m_run.get(), loadJob, QStringLiteral("snapshot-load"), arguments,
                   [this](const Result<void> &loaded) { onLoadedBeforeStart(loaded); });
    });
}

void Keeper::onLoadedBeforeStart(const Result<void> &loaded)
{
    m_snapshotBusy = false;
    if (!loaded && loaded.error().code == ErrorCode::Cancelled)
        return;
    if (!loaded) {
        m_endReason = couldNot(m_plan.load->name, loaded.error());
        return m_run->forceEnd();
    }
    if (const Result<void> confirmed = confirmRestore(m_plan.stateDir); !confirmed)
        say(formatError(confirmed.error()));
    m_clockIsOld = true;
    if (!m_plan.load->hold)
        return letGo();
    m_begun = true;
    update([this](VmStatus &status) {
        status.state = VmState::Paused;
        status.reason = QStringLiteral("its snapshot is restored; it goes on with `hydractl resume %1`").arg(m_plan.vm.toString());
    });
}

// All disks at one moment, with the guest's file systems at rest if its agent can do that.
void Keeper::snapshotDisks(const QString &tag, const QJsonArray &nodes, const ControlServer::Reply &reply)
{
    const auto take = [this, tag, nodes, reply](bool frozen) {
        QJsonArray actions;
        for (const QJsonValue &node : nodes)
            actions.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("blockdev-snapshot-internal-sync")},
                                       {QStringLiteral("data"), QJsonObject{{QStringLiteral("device"), node}, {QStringLiteral("name"), tag}}}});
        if (!m_run || !m_run->qmp()) {
            m_snapshotBusy = false;
            return reply(fail(ErrorCode::Conflict, QStringLiteral("the VM is not running")));
        }
        m_run->qmp()->execute(QStringLiteral("transaction"), {{QStringLiteral("actions"), actions}},
                              [this, frozen, reply](const Result<QJsonValue> &taken) {
                                  thaw([this, frozen, reply, taken] {
                                      m_snapshotBusy = false;
                                      taken ? reply(QJsonObject{{QStringLiteral("frozen"), frozen}}) : reply(fail(taken.error()));
                                  });
                              });
    };
    if (m_status.state != VmState::Running || !m_status.userSpace)
        return take(false);
    m_agent.ask(QStringLiteral("guest-ping"), kPing, [this, take](const Result<QJsonValue> &pong) {
        const Result<void> marked = pong ? writeFileAtomically(frozenMark(m_plan), "the guest's file systems\n") : fail(pong.error());
        if (!marked)
            return take(false);
        m_agent.ask(QStringLiteral("guest-fsfreeze-freeze"), kFreeze, [take](const Result<QJsonValue> &frozen) { take(frozen && frozen->toInt() > 0); });
    });
}

// Also what a keeper before us froze; a guest that is not frozen does not mind.
void Keeper::thaw(const std::function<void()> &then)
{
    if (!QFile::exists(frozenMark(m_plan)))
        return then();
    m_agent.ask(QStringLiteral("guest-fsfreeze-thaw"), kThaw, [this, then](const Result<QJsonValue> &thawed) {
        if (thawed)
            QFile::remove(frozenMark(m_plan));
        else
            warn(QStringLiteral("the guest's file systems may be frozen: ") + formatError(thawed.error()));
        then();
    });
}

// What was going on when the connection to QEMU, or a keeper before us, ended.
void Keeper::tendLeftovers(const std::function<void()> &then)
{
    if (!m_run || !m_run->qmp() || std::exchange(m_snapshotBusy, true))
        return;
    const auto finished = [this, then] {
        thaw([this, then] {
            m_snapshotBusy = false;
            if (then)
                then();
        });
    };
    const auto others = [this, finished] {
        if (!m_run)
            return finished();
        followQemuJob(m_run->qmp(), m_run.get(), saveJob, [this, finished](const Result<void> &) {
            if (!m_run)
                return finished();
            followQemuJob(m_run->qmp(), m_run.get(), deleteJob, [finished](const Result<void> &) { finished(); });
        });
    };
    const std::optional<RestoreIntent> intent = readRestoreIntent(m_plan.stateDir);
    if (!intent)
        return others();
    followQemuJob(m_run->qmp(), m_run.get(), loadJob, [this, others](const Result<void> &loaded) {
        if (!loaded && loaded.error().code == ErrorCode::NotFound) {
            dropRestoreIntent(m_plan.stateDir); // it never began
            continueAfterLoad();
        } else {
            onLoaded(loaded);
        }
        others();
    });
}

// For who must know that nothing is under way any more.
void Keeper::settle(const ControlServer::Reply &reply)
{
    if (!m_run)
        return reply(fail(ErrorCode::Conflict, QStringLiteral("the VM is not running")));
    if (m_snapshotBusy || !m_run->qmp() || !m_begun) {
        QTimer::singleShot(kSettleLook, this, [this, reply] { settle(reply); });
        return;
    }
    tendLeftovers([reply] { reply(QJsonObject()); });
}

} // namespace hydra
