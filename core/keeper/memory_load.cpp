// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/memory_load.h"

#include "core/vm/restore_intent.h"

#include <QJsonObject>

#include <algorithm>

namespace hydra {
namespace {

const QString loadJob = QStringLiteral("hydra-load");

QJsonValue imageOf(const QJsonValue &queryBlock, const QString &node)
{
    for (const QJsonValue &block : queryBlock.toArray()) {
        const QJsonValue inserted = block[QStringLiteral("inserted")];
        if (inserted[QStringLiteral("node-name")].toString() == node)
            return inserted[QStringLiteral("image")];
    }
    return {};
}

/// Whether TAG can be loaded, as far as the disks tell (query-block, qemu-qmp-ref(7)): each of
/// NODES has it, and the first holds its memory. What fails after this may have changed a disk.
Result<void> checkLoadable(const QJsonValue &queryBlock, const QString &tag,
                           const QJsonArray &nodes)
{
    for (const QJsonValue &node : nodes) {
        const QJsonArray all =
            imageOf(queryBlock, node.toString())[QStringLiteral("snapshots")].toArray();
        const auto found = std::find_if(all.begin(), all.end(), [&tag](const QJsonValue &one) {
            return one[QStringLiteral("name")].toString() == tag;
        });
        if (found == all.end())
            return fail(
                ErrorCode::NotFound,
                QStringLiteral("snapshot '%1' does not exist on %2").arg(tag, node.toString()));
        if (node == nodes[0] && (*found)[QStringLiteral("vm-state-size")].toInteger() == 0)
            return fail(ErrorCode::NotFound,
                        QStringLiteral("snapshot '%1' holds no memory").arg(tag));
    }
    return {};
}

QString couldNotRestore(const QString &name, const Error &why)
{
    return QStringLiteral("snapshot '%1' could not be restored: %2").arg(name, why.what);
}

} // namespace

bool MemoryLoad::isPlanned() const
{
    if (!m_vm.plan.load)
        return false;
    const std::optional<RestoreIntent> intent = readRestoreIntent(m_vm.plan.stateDir);
    return intent && intent->memory && intent->tag == m_vm.plan.load->tag;
}

void MemoryLoad::load(const QString &tag, const QJsonArray &nodes, JobDone done)
{
    const QJsonObject arguments{{QStringLiteral("tag"), tag},
                                {QStringLiteral("vmstate"), nodes[0]},
                                {QStringLiteral("devices"), nodes}};
    runQemuJob(m_vm.qmp(), m_vm.run.get(), loadJob, QStringLiteral("snapshot-load"), arguments,
               std::move(done));
}

void MemoryLoad::beforeStart(std::function<void(bool mayRun)> done)
{
    const PlannedLoad &planned = *m_vm.plan.load;
    m_vm.record.say(QStringLiteral("restores the memory of snapshot '%1'").arg(planned.name));
    const auto take = [this, done = std::move(done)](const Result<void> &loaded) {
        done(takeLoadedAtStart(loaded));
    };
    followQemuJob(m_vm.qmp(), m_vm.run.get(), loadJob,
                  [this, take, planned](const Result<void> &found) {
                      if (found || found.error().code != ErrorCode::NotFound)
                          return take(found);
                      load(planned.tag, QJsonArray::fromStringList(planned.nodes), take);
                  });
}

bool MemoryLoad::takeLoadedAtStart(const Result<void> &loaded)
{
    if (!loaded && loaded.error().code != ErrorCode::Cancelled)
        m_vm.run->endFor(couldNotRestore(m_vm.plan.load->name, loaded.error()));
    if (!loaded)
        return false;
    confirm();
    if (!m_vm.plan.load->hold)
        return true;
    m_vm.run->noteBegun();
    m_vm.record.update([this](VmStatus &status) {
        status.state = VmState::Paused;
        status.reason =
            QStringLiteral("its snapshot is restored; it goes on with `hydractl resume %1`")
                .arg(m_vm.plan.vm.toString());
    });
    return false;
}

void MemoryLoad::confirm()
{
    if (const Result<void> confirmed = confirmRestore(m_vm.plan.stateDir); !confirmed)
        m_vm.record.say(formatError(confirmed.error()));
    m_clock.noteOld();
}

void MemoryLoad::inPlace(const QString &tag, const QJsonArray &nodes, JobDone done)
{
    m_vm.qmp()->execute(
        QStringLiteral("query-block"), {},
        [this, tag, nodes, done = std::move(done)](const Result<QJsonValue> &blocks) {
            const Result<void> checked =
                blocks ? checkLoadable(*blocks, tag, nodes) : Result<void>(fail(blocks.error()));
            if (!checked) {
                leaveAsItIs(checked.error());
                return done(checked);
            }
            load(tag, nodes, [this, done](const Result<void> &loaded) {
                takeLoadedInPlace(loaded);
                done(loaded);
            });
        });
}

// Only the outcome Conflict says that no disk was changed: a guest that went on with another
// memory than its disks' would destroy them.
void MemoryLoad::takeLoadedInPlace(const Result<void> &loaded)
{
    if (loaded) {
        confirm();
        m_vm.record.say(QStringLiteral("the memory of a snapshot was restored"));
        return m_vm.run->hypervisor().queryState([this](const Result<RunState> &state) {
            if (state && *state == RunState::Running)
                m_clock.setIfOld();
        });
    }
    if (loaded.error().code == ErrorCode::Cancelled)
        return; // resumePending continues when QEMU answers again
    if (loaded.error().code == ErrorCode::Conflict)
        return leaveAsItIs(loaded.error());
    const QString words = couldNotRestore(intendedName(), loaded.error());
    m_vm.record.say(words);
    m_vm.run->endFor(words + QStringLiteral("; its disks may be the snapshot's, so it was ended"));
}

QString MemoryLoad::intendedName() const
{
    const std::optional<RestoreIntent> intent = readRestoreIntent(m_vm.plan.stateDir);
    return intent ? intent->name : QString();
}

void MemoryLoad::leaveAsItIs(const Error &why)
{
    m_vm.record.say(couldNotRestore(intendedName(), why));
    dropRestoreIntent(m_vm.plan.stateDir);
    runAgain();
}

// After a failed load, a guest that was running stays in restore-vm.
void MemoryLoad::runAgain()
{
    if (!m_vm.run)
        return;
    m_vm.run->hypervisor().queryState([this](const Result<RunState> &state) {
        if (state && *state == RunState::LoadFailed && m_vm.linked())
            m_vm.linked()->resume({});
    });
}

void MemoryLoad::resumePending(std::function<void()> done)
{
    if (!readRestoreIntent(m_vm.plan.stateDir))
        return done();
    followQemuJob(m_vm.qmp(), m_vm.run.get(), loadJob,
                  [this, done = std::move(done)](const Result<void> &loaded) {
                      if (!loaded && loaded.error().code == ErrorCode::NotFound) {
                          dropRestoreIntent(m_vm.plan.stateDir); // the load was never started
                          runAgain();
                      } else {
                          takeLoadedInPlace(loaded);
                      }
                      done();
                  });
}

} // namespace hydra
