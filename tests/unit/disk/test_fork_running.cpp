// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/call.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"
#include "tests/unit/disk/fork_home.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <atomic>
#include <thread>

using namespace hydra;
using namespace hydra::test;

namespace {

/// A home with a real QEMU that has the disks, without a system on them.
struct RunningHome : Home {
    explicit RunningHome(const QString &program) : Home(64)
    {
        LaunchPlan &plan = vm.plan;
        plan.stateDir = environment.paths.vmState(kVm);
        plan.runtimeDir = environment.paths.vmRuntime(kVm);
        plan.qmpSocket = plan.runtimeDir + QStringLiteral("/q");
        plan.consoles.resize(1);
        plan.consoles[0].vmSocket = plan.runtimeDir + QStringLiteral("/s");
        plan.consoles[0].socket = plan.runtimeDir + QStringLiteral("/t");
        plan.consoles[0].transcript = plan.stateDir + QStringLiteral("/serial.log");
        const auto socket = [](const QString &id, const QString &path) {
            return QStringLiteral("socket,id=%1,path=%2,server=on,wait=off").arg(id, path);
        };
        plan.attempts[0].command.program = program;
        plan.attempts[0].command.args = {QStringLiteral("-nodefaults"),
                                         QStringLiteral("-display"),
                                         QStringLiteral("none"),
                                         QStringLiteral("-S"),
                                         QStringLiteral("-machine"),
                                         QStringLiteral("pc"),
                                         QStringLiteral("-accel"),
                                         QStringLiteral("tcg"),
                                         QStringLiteral("-m"),
                                         QStringLiteral("64"),
                                         QStringLiteral("-chardev"),
                                         socket(QStringLiteral("qmp"), plan.qmpSocket),
                                         QStringLiteral("-mon"),
                                         QStringLiteral("chardev=qmp,mode=control"),
                                         QStringLiteral("-chardev"),
                                         socket(QStringLiteral("ser0"), plan.consoles[0].vmSocket),
                                         QStringLiteral("-serial"),
                                         QStringLiteral("chardev:ser0")};
        for (const auto &[node, file] : {std::pair(QStringLiteral("disk0"), disk()),
                                         std::pair(QStringLiteral("data0"), data())})
            plan.attempts[0].command.args
                << QStringLiteral("-blockdev")
                << QStringLiteral("driver=qcow2,node-name=%1,file.driver=file,file.filename=%2")
                       .arg(node, file)
                << QStringLiteral("-device")
                << QStringLiteral("virtio-blk-pci,id=%1-dev,drive=%1").arg(node);
        plan.attempts[0].command.outputFile = plan.stateDir + QStringLiteral("/qemu.log");
        if (!makePrivateDir(environment.paths.runtimeDir) || !makePrivateDir(plan.runtimeDir))
            qFatal("no directory");
        vm.startKeeper();
    }
    [[nodiscard]] Result<KeeperCall> call() const
    {
        return KeeperCall::open(vm.plan.controlSocket());
    }
    [[nodiscard]] std::vector<DiskFork> bothDisks() const
    {
        return {{QStringLiteral("disk0"), disk(), path(QStringLiteral("fork0"))},
                {QStringLiteral("data0"), data(), path(QStringLiteral("fork1"))}};
    }

    FakeVm vm;
};

QStringList nodesOf(KeeperCall &call)
{
    QStringList names;
    const auto nodes =
        call.qmp(QStringLiteral("query-named-block-nodes"), {{QStringLiteral("flat"), true}});
    for (const QJsonValue &node : nodes ? nodes->toArray() : QJsonArray())
        names << node[QStringLiteral("node-name")].toString();
    return names.filter(QRegularExpression(QStringLiteral("^f[0-9]")));
}

/// Writes 1, 2, 3... to the first disk and then to the second, like a guest's database and its log.
class Writer
{
public:
    explicit Writer(KeeperCall call) : m_call(std::move(call)), m_thread([this] { work(); }) {}
    ~Writer() { end(); }
    [[nodiscard]] int written() const { return m_written; }
    [[nodiscard]] bool failed() const { return m_failed; }
    void end()
    {
        m_ended = true;
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    void work()
    {
        while (!m_ended && !m_failed && m_written < 250) {
            for (const QString &device :
                 {QStringLiteral("disk0-dev"), QStringLiteral("data0-dev")}) {
                const QString command =
                    QStringLiteral(
                        "qemu-io -d /machine/peripheral/%1/virtio-backend \"write -P %2 60M 64k\"")
                        .arg(device)
                        .arg(m_written + 1);
                const auto said = m_call.qmp(QStringLiteral("human-monitor-command"),
                                             {{QStringLiteral("command-line"), command}});
                if (!said || said->toString().contains(QStringLiteral("rror"))) {
                    qWarning().noquote() << (said ? said->toString() : formatError(said.error()));
                    m_failed = true;
                }
            }
            ++m_written;
        }
    }

    KeeperCall m_call;
    std::atomic<int> m_written{0};
    std::atomic<bool> m_ended{false};
    std::atomic<bool> m_failed{false};
    std::thread m_thread;
};

int writtenIn(const QString &disk)
{
    const QString raw = disk + QStringLiteral(".raw");
    if (!runs(QStringLiteral("qemu-img"),
              {QStringLiteral("convert"), QStringLiteral("-O"), QStringLiteral("raw"), disk, raw}))
        return -1;
    QFile file(raw);
    char byte = 0;
    const bool read = file.open(QIODevice::ReadOnly) && file.seek(60 << 20) && file.getChar(&byte);
    return read ? static_cast<unsigned char>(byte) : -1;
}

} // namespace

/// Forks of the disks that a running QEMU has.
class TestForkRunning : public QObject
{
    Q_OBJECT

    QString m_qemu;

private Q_SLOTS:
    void initTestCase()
    {
        if (!areInstalled({"qemu-system-x86_64", "qemu-io", "qemu-img"}))
            QSKIP("QEMU is not installed");
        m_qemu = *findProgram(QStringLiteral("qemu-system-x86_64"));
    }

    void aRunningVmsDisksAreForkedAtOneMoment()
    {
        RunningHome home(m_qemu);
        QVERIFY(home.made);
        HYDRA_RUNNING(home.vm);
        auto call = home.call();
        QVERIFY(call);
        Writer writer(std::move(*call));
        QTRY_VERIFY(writer.written() > 3);
        const auto forked = forkDisks(home.environment, kVm, home.bothDisks(), {});
        QVERIFY2(forked, qPrintable(forked ? QString() : formatError(forked.error())));
        const int after = writer.written();
        QTRY_VERIFY(writer.written() > after + 1 || writer.written() == 250);
        writer.end();
        QVERIFY(!writer.failed());
        const int first = writtenIn(home.path(QStringLiteral("fork0")));
        const int second = writtenIn(home.path(QStringLiteral("fork1")));
        QVERIFY2(first >= second && first - second <= 1,
                 qPrintable(QStringLiteral("%1 and %2").arg(first).arg(second)));
        QVERIFY(second >= 3 && first <= after + 1);
        QVERIFY(isClean(home.path(QStringLiteral("fork0"))) &&
                isClean(home.path(QStringLiteral("fork1"))));
        // Only the overlay was copied: 64 MiB, without the backing file.
        QVERIFY(write(home.path(QStringLiteral("fork0")), QStringLiteral("read -P 2 0 60M")));
        auto again = home.call();
        QCOMPARE(nodesOf(*again), QStringList());
    }

    void aFailedForkLeavesNothing()
    {
        RunningHome home(m_qemu);
        HYDRA_RUNNING(home.vm);
        std::vector<DiskFork> disks = home.bothDisks();
        disks[1].to = home.path(QStringLiteral("no/such/directory/fork"));
        QVERIFY(!forkDisks(home.environment, kVm, disks, {}));
        disks = home.bothDisks();
        disks[1].node = QStringLiteral("data7");
        const auto forked = forkDisks(home.environment, kVm, disks, {});
        QVERIFY(!forked);
        QVERIFY2(forked.error().what.contains(QStringLiteral("data7")),
                 qPrintable(formatError(forked.error())));
        QVERIFY(!QFileInfo::exists(disks[0].to) && !QFileInfo::exists(disks[1].to));
        auto call = home.call();
        QCOMPARE(nodesOf(*call), QStringList());
    }

    void aCancelledForkLeavesNothingAndTheVmRuns()
    {
        RunningHome home(m_qemu);
        HYDRA_RUNNING(home.vm);
        JobContext job;
        job.progress = [&job](const Progress &) { job.cancel.cancel(); };
        const auto forked = forkDisks(home.environment, kVm, home.bothDisks(), job);
        // It may have finished before the cancellation.
        if (!forked) {
            QCOMPARE(forked.error().code, ErrorCode::Cancelled);
            QVERIFY(!QFileInfo::exists(home.path(QStringLiteral("fork0"))));
        }
        auto call = home.call();
        QCOMPARE(nodesOf(*call), QStringList());
        QCOMPARE(toString(call->status().state), QStringLiteral("running"));
    }

    void whatAKilledForkLeftInQemuIsEnded()
    {
        RunningHome home(m_qemu);
        HYDRA_RUNNING(home.vm);
        auto call = home.call();
        const QString left = home.path(QStringLiteral("left"));
        QVERIFY(createDisk(left, MemorySize::mib(256)));
        // Pid 1 runs, but has another start time.
        const QString node = QStringLiteral("f0-1-0123456789-01234567");
        QVERIFY(call->qmp(QStringLiteral("blockdev-add"),
                          {{QStringLiteral("driver"), QStringLiteral("qcow2")},
                           {QStringLiteral("node-name"), node},
                           {QStringLiteral("file"),
                            QJsonObject{{QStringLiteral("driver"), QStringLiteral("file")},
                                        {QStringLiteral("filename"), left}}}}));
        QVERIFY(call->qmp(QStringLiteral("blockdev-backup"),
                          {{QStringLiteral("job-id"), node},
                           {QStringLiteral("device"), QStringLiteral("disk0")},
                           {QStringLiteral("target"), node},
                           {QStringLiteral("sync"), QStringLiteral("top")},
                           {QStringLiteral("auto-dismiss"), false},
                           {QStringLiteral("speed"), 65536}}));
        const auto forked = home.fork(home.path(QStringLiteral("fork")));
        QVERIFY2(forked, qPrintable(forked ? QString() : formatError(forked.error())));
        QCOMPARE(nodesOf(*call), QStringList());
    }
};

HYDRA_TEST_MAIN(TestForkRunning)
#include "test_fork_running.moc"
