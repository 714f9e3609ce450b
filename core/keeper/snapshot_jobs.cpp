// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/snapshot_jobs.h"

#include <QJsonObject>
#include <QTimer>

namespace hydra {
namespace {

constexpr auto settleLook = std::chrono::milliseconds(20);

const QString saveJob = QStringLiteral("hydra-save");
const QString deleteJob = QStringLiteral("hydra-delete");

QJsonArray keepActions(const QString &tag, const QJsonArray &nodes)
{
    QJsonArray actions;
    for (const QJsonValue &node : nodes) {
        const QJsonObject data{{QStringLiteral("device"), node}, {QStringLiteral("name"), tag}};
        actions.append(
            QJsonObject{{QStringLiteral("type"), QStringLiteral("blockdev-snapshot-internal-sync")},
                        {QStringLiteral("data"), data}});
    }
    return actions;
}

} // namespace

SnapshotJobs::SnapshotJobs(OwnedVm &vm, GuestClock &clock, QObject *parent)
    : QObject(parent), m_vm(vm), m_load(vm, clock), m_freeze(vm)
{
}

void SnapshotJobs::request(const QJsonObject &params, const ControlServer::Reply &reply)
{
    const QString action = params[QStringLiteral("action")].toString();
    if (action == u"settle")
        return settle(reply);
    if (!m_vm.qmp() || !m_vm.hasBegun())
        return reply(notRunning());
    if (m_isBusy)
        return reply(
            fail(ErrorCode::Conflict, QStringLiteral("another snapshot of the VM is worked on")));
    const QString tag = params[QStringLiteral("tag")].toString();
    const QJsonArray nodes = params[QStringLiteral("nodes")].toArray();
    if (tag.isEmpty() || nodes.isEmpty())
        return reply(fail(ErrorCode::Invalid, QStringLiteral("'tag' or 'nodes' is missing")));
    begin(action, tag, nodes, reply);
}

void SnapshotJobs::begin(const QString &action, const QString &tag, const QJsonArray &nodes,
                         const ControlServer::Reply &reply)
{
    m_isBusy = true;
    const auto done = [this, reply](const Result<void> &result) {
        m_isBusy = false;
        if (result)
            return reply(QJsonObject());
        Error error = result.error();
        error.code = ErrorCode::Failed;
        reply(fail(std::move(error)));
    };
    QJsonObject arguments{{QStringLiteral("tag"), tag}, {QStringLiteral("devices"), nodes}};
    if (action == u"disks")
        return keepDisks(tag, nodes, reply);
    if (action == u"load")
        return m_load.inPlace(tag, nodes, done);
    if (action == u"delete")
        return runQemuJob(m_vm.qmp(), m_vm.run.get(), deleteJob, QStringLiteral("snapshot-delete"),
                          arguments, done);
    arguments[u"vmstate"] = nodes[0];
    if (action == u"save")
        return runQemuJob(m_vm.qmp(), m_vm.run.get(), saveJob, QStringLiteral("snapshot-save"),
                          arguments, done);
    m_isBusy = false;
    reply(fail(ErrorCode::Invalid, QStringLiteral("there is no such action"), action));
}

// All disks at a single point in time, with the guest's file systems frozen if its agent supports
// it.
void SnapshotJobs::keepDisks(const QString &tag, const QJsonArray &nodes,
                             const ControlServer::Reply &reply)
{
    const auto thawAndReply = [this, reply](bool frozen, const Result<QJsonValue> &taken) {
        m_freeze.thaw([this, frozen, reply, taken] {
            m_isBusy = false;
            taken ? reply(QJsonObject{{QStringLiteral("frozen"), frozen}})
                  : reply(fail(taken.error()));
        });
    };
    m_freeze.freeze([this, tag, nodes, thawAndReply](bool frozen) {
        if (!m_vm.qmp())
            return thawAndReply(frozen, notRunning());
        m_vm.qmp()->execute(QStringLiteral("transaction"),
                            {{QStringLiteral("actions"), keepActions(tag, nodes)}},
                            [frozen, thawAndReply](const Result<QJsonValue> &taken) {
                                thawAndReply(frozen, taken);
                            });
    });
}

void SnapshotJobs::loadBeforeStart()
{
    if (std::exchange(m_isBusy, true))
        return;
    m_load.beforeStart([this](bool may) {
        m_isBusy = false;
        if (may)
            Q_EMIT mayRun();
    });
}

void SnapshotJobs::followJob(const QString &id, const std::function<void()> &done)
{
    if (!m_vm.qmp())
        return done();
    followQemuJob(m_vm.qmp(), m_vm.run.get(), id, [done](const Result<void> &) { done(); });
}

void SnapshotJobs::resumePending(const std::function<void()> &done)
{
    if (!m_vm.qmp() || std::exchange(m_isBusy, true))
        return;
    const auto finished = [this, done] {
        m_isBusy = false;
        if (done)
            done();
    };
    m_load.resumePending([this, finished] {
        followJob(saveJob, [this, finished] {
            followJob(deleteJob, [this, finished] { m_freeze.thaw(finished); });
        });
    });
}

// For clients that must know that no job is in progress.
void SnapshotJobs::settle(const ControlServer::Reply &reply)
{
    if (!m_vm.run)
        return reply(notRunning());
    if (m_isBusy || !m_vm.qmp() || !m_vm.hasBegun()) {
        QTimer::singleShot(settleLook, this, [this, reply] { settle(reply); });
        return;
    }
    resumePending([reply] { reply(QJsonObject()); });
}

} // namespace hydra

#include "core/keeper/moc_snapshot_jobs.cpp"
