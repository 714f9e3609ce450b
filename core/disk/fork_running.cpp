// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/fork_running.h"

#include "core/image/qcow2.h"
#include "core/image/store.h"
#include "core/image/work_dir.h"
#include "core/keeper_client/call.h"
#include "core/keeper_client/launch.h"
#include "core/reach/vm_link.h"

#include <QJsonArray>
#include <QThread>

namespace hydra {
namespace {

using namespace std::chrono_literals;

constexpr unsigned long kLookMs = 50;

/// One disk being copied. Its job and its target's node share a name that tells the owner (QEMU
/// allows 31 characters).
struct Fork {
    DiskFork disk;
    QString name;
};

QString nameOf(size_t index, const QString &owner)
{
    return QStringLiteral("f%1-%2").arg(index).arg(owner);
}

// The work directory name of the owner; empty for a node that is no fork's.
QString ownerOf(const QString &name)
{
    const qsizetype dash = name.indexOf(u'-');
    bool isNumber = false;
    if (dash < 2 || name.at(0) != u'f' || name.count(u'-') != 3)
        return {};
    (void)QStringView(name).mid(1, dash - 1).toInt(&isNumber);
    return isNumber ? name.mid(dash + 1) : QString();
}

Result<void> makeTarget(const Fork &fork, const QString &qemuImg)
{
    const auto head = readQcow2Head(fork.disk.disk);
    if (!head)
        return fail(ErrorCode::Failed, QStringLiteral("is no qcow2 disk"), fork.disk.disk);
    if (head->backingFile.isEmpty())
        return createDisk(fork.disk.to, head->virtualSize, qemuImg);
    const auto base = ImageStore({}).find(head->backingFile);
    if (!base)
        return fail(base.error());
    return createOverlay(fork.disk.to, *base, head->virtualSize, qemuImg);
}

class RunningFork
{
public:
    RunningFork(KeeperCall call, const std::vector<DiskFork> &disks, const JobContext &job)
        : m_call(std::move(call)), m_job(job)
    {
        const QString owner = newWorkDirName();
        for (size_t i = 0; i < disks.size(); ++i)
            m_forks.push_back({disks[i], nameOf(i, owner)});
    }

    Result<void> run(const QString &qemuImg)
    {
        endLeftBehind();
        Result<void> forked = copyAll(qemuImg);
        for (const Fork &fork : m_forks)
            end(fork.name);
        return forked;
    }

private:
    Result<void> copyAll(const QString &qemuImg)
    {
        for (const Fork &fork : m_forks) {
            if (auto made = makeTarget(fork, qemuImg); !made)
                return made;
            if (auto added = add(fork); !added)
                return added;
        }
        flushGuest();
        if (auto begun = begin(); !begun)
            return begun;
        return await();
    }

    Result<void> add(const Fork &fork)
    {
        const QJsonObject file{{QStringLiteral("driver"), QStringLiteral("file")},
                               {QStringLiteral("filename"), fork.disk.to}};
        const auto added = m_call.qmp(QStringLiteral("blockdev-add"),
                                      {{QStringLiteral("driver"), QStringLiteral("qcow2")},
                                       {QStringLiteral("node-name"), fork.name},
                                       {QStringLiteral("file"), file}});
        return added ? Result<void>() : fail(added.error());
    }

    // Has the guest write its dirty pages to disk (sync). Without an agent the copy is what a power
    // cut would leave.
    void flushGuest()
    {
        if (m_call.status().state != VmState::Running || !m_call.status().userSpace)
            return;
        (void)m_call.ask(QStringLiteral("guest_exec"),
                         {{QStringLiteral("path"), QStringLiteral("/bin/sync")},
                          {QStringLiteral("timeout_s"), 10}},
                         12s, m_job.cancel);
    }

    Result<void> begin()
    {
        QJsonArray actions;
        for (const Fork &fork : m_forks)
            actions << QJsonObject{{QStringLiteral("type"), QStringLiteral("blockdev-backup")},
                                   {QStringLiteral("data"),
                                    QJsonObject{{QStringLiteral("job-id"), fork.name},
                                                {QStringLiteral("device"), fork.disk.node},
                                                {QStringLiteral("target"), fork.name},
                                                {QStringLiteral("sync"), QStringLiteral("top")},
                                                {QStringLiteral("auto-dismiss"), false}}}};
        const auto begun =
            m_call.qmp(QStringLiteral("transaction"), {{QStringLiteral("actions"), actions}});
        return begun ? Result<void>() : fail(begun.error());
    }

    Result<void> await()
    {
        while (true) {
            if (m_job.cancel.cancelled())
                return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
            const auto jobs = m_call.qmp(QStringLiteral("query-jobs"));
            if (!jobs)
                return fail(jobs.error());
            const auto over = look(jobs->toArray());
            if (!over || *over)
                return over ? Result<void>() : fail(over.error());
            QThread::msleep(kLookMs);
        }
    }

    // Reports progress; true when all jobs have concluded.
    Result<bool> look(const QJsonArray &jobs)
    {
        double done = 0;
        double total = 0;
        size_t concluded = 0;
        for (const QJsonValue &job : jobs) {
            if (!isOurs(job[QStringLiteral("id")].toString()))
                continue;
            if (const QString error = job[QStringLiteral("error")].toString(); !error.isEmpty())
                return fail(ErrorCode::Failed,
                            QStringLiteral("its disk could not be copied: %1").arg(error),
                            m_call.status().vm.toString(),
                            QStringLiteral("check that there is space, then try again"));
            done += job[QStringLiteral("current-progress")].toDouble();
            total += job[QStringLiteral("total-progress")].toDouble();
            concluded += job[QStringLiteral("status")].toString() == u"concluded" ? 1 : 0;
        }
        if (m_job.progress)
            m_job.progress({total > 0 ? done / total : -1, QStringLiteral("Copying its disk")});
        return concluded == m_forks.size();
    }

    [[nodiscard]] bool isOurs(const QString &id) const
    {
        return std::any_of(m_forks.begin(), m_forks.end(),
                           [&id](const Fork &fork) { return fork.name == id; });
    }

    // Any of these steps may find nothing to do. A job needs a moment to stop after its
    // cancellation.
    void end(const QString &name)
    {
        const QJsonObject id{{QStringLiteral("id"), name}};
        (void)m_call.qmp(QStringLiteral("job-cancel"), id);
        for (int tries = 0; tries < 100; ++tries) {
            (void)m_call.qmp(QStringLiteral("job-dismiss"), id);
            const auto deleted =
                m_call.qmp(QStringLiteral("blockdev-del"), {{QStringLiteral("node-name"), name}});
            if (deleted || !isThere(name))
                return;
            QThread::msleep(kLookMs);
        }
    }

    [[nodiscard]] QStringList nodes()
    {
        QStringList names;
        const auto all =
            m_call.qmp(QStringLiteral("query-named-block-nodes"), {{QStringLiteral("flat"), true}});
        for (const QJsonValue &node : all ? all->toArray() : QJsonArray())
            names << node[QStringLiteral("node-name")].toString();
        return names;
    }

    [[nodiscard]] bool isThere(const QString &name) { return nodes().contains(name); }

    void endLeftBehind()
    {
        for (const QString &name : nodes()) {
            const QString owner = ownerOf(name);
            if (!owner.isEmpty() && !workDirInUse(owner))
                end(name);
        }
    }

    KeeperCall m_call;
    const JobContext &m_job;
    std::vector<Fork> m_forks;
};

Result<KeeperCall> callKeeper(const Environment &environment, const VmRef &vm,
                              const CancelToken &cancel)
{
    const QString stateDir = environment.paths.vmState(vm);
    if (!keeperHoldsLock(stateDir)) {
        const auto plan = readLaunchPlan(environment.paths, vm);
        if (!plan)
            return fail(plan.error());
        if (auto adopted = launchKeeper(*plan, environment.keeperProgram, true); !adopted)
            return fail(adopted.error());
    }
    auto call = KeeperCall::open(environment.paths.controlSocket(vm), 5s, cancel);
    if (!call)
        return call;
    if (auto begun = call->awaitStatus(
            [](const VmStatus &status) { return status.state != VmState::Starting; }, 1min, cancel);
        !begun)
        return fail(begun.error());
    const VmState state = call->status().state;
    if (state != VmState::Running && state != VmState::Paused)
        return fail(ErrorCode::Conflict, QStringLiteral("is %1").arg(toString(state)),
                    vm.toString(),
                    QStringLiteral("try again when it runs, or when it has stopped"));
    return call;
}

} // namespace

Result<void> forkRunningDisks(const Environment &environment, const VmRef &vm,
                              const std::vector<DiskFork> &disks, const JobContext &job)
{
    auto call = callKeeper(environment, vm, job.cancel);
    if (!call)
        return fail(call.error());
    return RunningFork(std::move(*call), disks, job).run(environment.programs.qemuImg);
}

} // namespace hydra
