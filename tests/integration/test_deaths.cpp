// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/console_client.h"
#include "tests/integration/support/integration_test.h"

#include <QDir>

#include <algorithm>
#include <csignal>
#include <limits>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("lab1");
const QString vm = QStringLiteral("lab1/vm");

/// Runs `watch --format json` and records when it reported a crash.
class Watcher
{
public:
    explicit Watcher(Sandbox &box)
        : m_process(box.start(
              {QStringLiteral("watch"), lab, QStringLiteral("--format"), QStringLiteral("json")}))
    {
        QObject::connect(m_process.get(), &QProcess::readyReadStandardOutput, [this] { read(); });
    }
    ~Watcher()
    {
        m_process->disconnect();
        m_process->kill();
        m_process->waitForFinished(5000);
    }

    QString state;
    QString reason;
    qint64 crashedAt = 0; ///< ms of CLOCK

    static QElapsedTimer &clock()
    {
        static QElapsedTimer timer;
        return timer;
    }

private:
    void read()
    {
        while (m_process->canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(m_process->readLine()).object();
            state = line[QStringLiteral("state")].toString();
            reason = line[QStringLiteral("reason")].toString();
            if (state == u"crashed" && crashedAt == 0)
                crashedAt = clock().elapsed();
        }
    }

    std::unique_ptr<QProcess> m_process;
};

} // namespace

class TestDeaths : public IntegrationTest
{
    Q_OBJECT

    QString storedState() { return box().stateJson(vm)[QStringLiteral("state")].toString(); }

    // The restored memory expects the disk as it was, so each start needs that disk.
    Outcome up()
    {
        return box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--fresh-disk"),
                               QStringLiteral("--wait"), QStringLiteral("cri"),
                               QStringLiteral("--timeout"), QStringLiteral("60")},
                              seconds(80));
    }

    void healedByUp()
    {
        VERIFY_EXIT(up(), 0);
        QCOMPARE(box().qemus().size(), size_t(1));
        QCOMPARE(box().keepers().size(), size_t(1));
        QCOMPARE(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("running"));
    }

    void killAll(const std::vector<Running> &processes)
    {
        for (const Running &process : processes)
            killHard(process.id);
    }

private Q_SLOTS:
    void aStartGoesOnWhenHydractlIsKilledInTheMiddleOfUp()
    {
        warm().prepare(box(), lab);
        const auto up = box().start(
            {QStringLiteral("up"), lab, QStringLiteral("--wait"), QStringLiteral("cri")});
        QTRY_VERIFY2_WITH_TIMEOUT(!box().keepers().empty(), "no keeper was started", 20000);
        QVERIFY(up->state() == QProcess::Running);
        up->kill();
        QTRY_COMPARE(up->state(), QProcess::NotRunning);
        // Without asking a keeper: only the keeper writes this file.
        QTRY_COMPARE_WITH_TIMEOUT(storedState(), QStringLiteral("running"), 30000);
        QCOMPARE(box().qemus().size(), size_t(1));
        VERIFY_EXIT(box().hydractl({QStringLiteral("wait"), lab, QStringLiteral("cri"),
                                    QStringLiteral("--timeout"), QStringLiteral("60")},
                                   seconds(70)),
                    0);
    }

    void everyClientSeesWithinASecondThatQemuWasKilledAndWhy()
    {
        qint64 best = std::numeric_limits<qint64>::max();
        for (int attempt = 0; attempt < 3 && best > 1000; ++attempt) {
            if (attempt == 0)
                VERIFY_EXIT(warm().fork(box(), lab), 0);
            else
                VERIFY_EXIT(up(), 0);
            Watcher::clock().start();
            Watcher one(box()), two(box());
            QTRY_COMPARE_WITH_TIMEOUT(one.state, QStringLiteral("running"), 10000);
            QTRY_COMPARE_WITH_TIMEOUT(two.state, QStringLiteral("running"), 10000);
            const hydra::ProcessId qemu = box().qemus().at(0).id;
            const qint64 killed = Watcher::clock().elapsed();
            QVERIFY(hydra::sendSignal(qemu, SIGKILL));
            QTRY_VERIFY_WITH_TIMEOUT(one.crashedAt > 0 && two.crashedAt > 0, 20000);
            QVERIFY2(!one.reason.isEmpty() && one.reason == two.reason, qPrintable(one.reason));
            QVERIFY2(one.reason.contains(QStringLiteral("signal")) ||
                         one.reason.contains(QStringLiteral("kill")),
                     qPrintable(one.reason));
            best = std::min(best, std::max(one.crashedAt, two.crashedAt) - killed);
            qInfo("all clients knew after %lld ms: %s",
                  std::max(one.crashedAt, two.crashedAt) - killed, qPrintable(one.reason));
        }
        const qint64 limit = qEnvironmentVariableIntValue("HYDRA_TEST_CRASH_MS");
        QVERIFY2(best <= (limit > 0 ? limit : 1000),
                 qPrintable(QStringLiteral("best of three: %1 ms").arg(best)));
        QCOMPARE(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("crashed"));
        QVERIFY(contentOf(box().vmState(vm) + QStringLiteral("/vm.log")).contains("crashed"));
    }

    void listAdoptsAVmWhoseKeeperWasKilled()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QJsonObject before = box().listed(vm);
        const Running qemu = box().qemus().at(0);
        killAll(box().keepers());
        QVERIFY(hydra::isAlive(qemu.id));

        const QJsonObject after = box().listed(vm);
        QCOMPARE(after[QStringLiteral("state")].toString(), QStringLiteral("running"));
        QCOMPARE(after[QStringLiteral("boot_id")], before[QStringLiteral("boot_id")]);
        QCOMPARE(after[QStringLiteral("phase")], before[QStringLiteral("phase")]);
        QCOMPARE(qint64(after[QStringLiteral("pids")][QStringLiteral("vm")].toInteger()),
                 qemu.id.pid);
        QVERIFY(after[QStringLiteral("pids")][QStringLiteral("keeper")] !=
                before[QStringLiteral("pids")][QStringLiteral("keeper")]);
        QCOMPARE(box().qemus().size(), size_t(1));
        QCOMPARE(box().keepers().size(), size_t(1));

        ConsoleClient console(box(), vm, QStringLiteral("ttyS0"), ConsoleClient::Fast);
        VERIFY_EXIT(
            box().guest(vm, QStringLiteral("echo after-adoption-$((6*7)) | sudo tee /dev/ttyS0")),
            0);
        const QString transcript = box().vmState(vm) + QStringLiteral("/serial.log");
        QTRY_VERIFY_WITH_TIMEOUT(contentOf(transcript).contains("after-adoption-42"), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(console.bytes().contains("after-adoption-42"), 10000);
        QVERIFY(contentOf(transcript).contains("not recorded from")); // the gap is marked
        VERIFY_EXIT(box().guest(vm, QStringLiteral("echo virtio-$((6*7)) | sudo tee /dev/hvc0")),
                    0);
        QTRY_VERIFY_WITH_TIMEOUT(
            contentOf(box().vmState(vm) + QStringLiteral("/hvc0.log")).contains("virtio-42"),
            10000);
        VERIFY_EXIT(box().hydractl({QStringLiteral("down"), lab}, seconds(90)), 0);
        QCOMPARE(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("stopped"));
    }

    void upAdoptsToo()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QJsonObject before = box().listed(vm);
        killAll(box().keepers());
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                    QStringLiteral("cri")}),
                    0);
        const QJsonObject after = box().listed(vm);
        QCOMPARE(after[QStringLiteral("boot_id")], before[QStringLiteral("boot_id")]);
        QCOMPARE(after[QStringLiteral("pids")][QStringLiteral("vm")],
                 before[QStringLiteral("pids")][QStringLiteral("vm")]);
        QCOMPARE(box().qemus().size(), size_t(1));
        QCOMPARE(box().keepers().size(), size_t(1));
    }

    void aGuestThatEndsWithoutAKeeperIsCrashedOrStoppedWithAReason()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        killAll(box().keepers());
        killAll(box().qemus());
        const QJsonObject after = box().listed(vm);
        QCOMPARE(after[QStringLiteral("state")].toString(), QStringLiteral("crashed"));
        QVERIFY(!after[QStringLiteral("reason")].toString().isEmpty());
        QVERIFY(after[QStringLiteral("pids")][QStringLiteral("vm")].isNull());
    }

    void theNextUpHealsWhenKeeperAndQemuWereKilled()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QString boot = box().listed(vm)[QStringLiteral("boot_id")].toString();
        killAll(box().keepers());
        killAll(box().qemus());
        healedByUp();
        QVERIFY(box().listed(vm)[QStringLiteral("boot_id")].toString() != boot);
    }

    void theNextUpHealsAStaleRuntimeDirectory()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QString runtime =
            box()
                .stateJson(vm, QStringLiteral("plan.json"))[QStringLiteral("runtime_dir")]
                .toString();
        killAll(box().processes());
        QVERIFY2(QDir(runtime).entryList(QDir::System).size() > 0,
                 "the dead left no socket: what does this test?");
        // In the way: the dead keeper's sockets, plain files, and a socket that nobody serves.
        for (const char *name : {"c", "q", "s", "t"}) {
            const QString path = runtime + u'/' + QLatin1String(name);
            QFile::remove(path);
            QFile junk(path);
            QVERIFY(junk.open(QIODevice::WriteOnly));
        }
        healedByUp();
        killAll(box().processes());
        QVERIFY(QDir(runtime).removeRecursively());
        healedByUp();
    }

    void aStateFileOfAStrangerPidStartsNoFightWithTheStranger()
    {
        // A pid reused by another process after a crash must not be taken for our QEMU.
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        killAll(box().keepers());
        killAll(box().qemus());
        QJsonObject state = box().stateJson(vm);
        QJsonObject process = state[QStringLiteral("vm_process")].toObject();
        process[QStringLiteral("pid")] = QCoreApplication::applicationPid();
        state[QStringLiteral("vm_process")] = process;
        QFile file(box().vmState(vm) + QStringLiteral("/state.json"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QJsonDocument(state).toJson());
        file.close();
        healedByUp();
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
    }
};

HYDRA_TEST_MAIN(TestDeaths)
#include "test_deaths.moc"
