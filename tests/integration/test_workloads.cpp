// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

#include <csignal>

using namespace hydra::test;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("lab1");
const QString vm = QStringLiteral("lab1/vm");

} // namespace

/// The smart home in a real guest: images built there from Debian packages, a broker, devices and a
/// hub.
class TestWorkloads : public QObject
{
    Q_OBJECT

    std::unique_ptr<Sandbox> m_box;

    Outcome workload(const QString &verb, const QString &name, const QStringList &more = {})
    {
        return m_box->hydractl(QStringList{QStringLiteral("workload"), verb, name, vm} + more,
                               minutes(30));
    }
    QString container(const char *name)
    {
        return QString::fromUtf8(m_box
                                     ->hydractl({QStringLiteral("crictl"), vm, QStringLiteral("ps"),
                                                 QStringLiteral("-q"), QStringLiteral("--name"),
                                                 QLatin1String(name)})
                                     .out)
            .trimmed();
    }
    QByteArray logs(const char *name)
    {
        return m_box
            ->hydractl({QStringLiteral("crictl"), vm, QStringLiteral("logs"), container(name)})
            .out;
    }
    Outcome exec(const char *name, const QStringList &words)
    {
        return m_box->hydractl(
            QStringList{QStringLiteral("crictl"), vm, QStringLiteral("exec"), container(name)} +
            words);
    }
    bool reachesMirror()
    {
        const QString script =
            QStringLiteral("set -- $(grep -hm1 '^deb ' /etc/apt/sources.list); busybox wget -q -T "
                           "30 -O /dev/null \"$2/dists/$3/InRelease\"");
        return m_box->guest(vm, script, minutes(2)).ok();
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("QTEST_FUNCTION_TIMEOUT", "5400000");
        const auto warm = WarmGuest::ensure();
        if (!warm)
            QFAIL(qPrintable(inFull(warm.error())));
        m_box = std::make_unique<Sandbox>();
        VERIFY_EXIT(warm->fork(*m_box, lab), 0);
        if (!reachesMirror())
            QSKIP("the guest reaches no Debian mirror, so no image can be built in it");
    }

    void cleanup()
    {
        if (m_box && QTest::currentTestFailed())
            std::fprintf(stderr, "%s\n", qPrintable(m_box->logs()));
    }

    void cleanupTestCase() { m_box.reset(); }

    void aDeviceWithoutABrokerSaysWhatToRunFirst()
    {
        const Outcome refused = workload(QStringLiteral("run"), QStringLiteral("thermostat"));
        VERIFY_EXIT(refused, 3);
        QVERIFY2(refused.err.contains("hydractl workload run broker lab1/vm"),
                 qPrintable(refused.say()));
    }

    void aBuildThatIsCalledOffLeavesNothing()
    {
        const auto run = m_box->start(
            {QStringLiteral("workload"), QStringLiteral("run"), QStringLiteral("broker"), vm});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += run->readAllStandardError()).contains("Unpacking"),
                                 1800000);
        run->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(run->state(), QProcess::NotRunning, 30000);
        QVERIFY(run->exitCode() != 0);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_box
                ->guest(
                    vm,
                    QStringLiteral(
                        "sudo sh -c 'ls -d /var/lib/hydra/workloads/work.* 2>/dev/null | wc -l'"))
                .out.trimmed(),
            QByteArray("0"), 60000);
        QVERIFY(!m_box->hydractl({QStringLiteral("crictl"), vm, QStringLiteral("images")})
                     .out.contains("home-broker"));
        QVERIFY(container("broker").isEmpty());
    }

    void theHubHearsTheThermostatThroughTheBroker()
    {
        for (const char *name : {"broker", "thermostat", "hub"})
            VERIFY_EXIT(
                workload(QStringLiteral("run"), QLatin1String(name),
                         QLatin1String(name) == u"thermostat"
                             ? QStringList{QStringLiteral("--set"), QStringLiteral("ROOM=attic")}
                             : QStringList()),
                0);
        QByteArray heard;
        QTRY_VERIFY2_WITH_TIMEOUT((heard = logs("hub")).count("home/attic/temperature ") >= 2,
                                  heard.constData(), 120000);
    }

    void theThermostatTakesAnotherTarget()
    {
        // Repeated until it is received: MQTT drops what is published before the subscriber is
        // connected.
        const QStringList publish{
            QStringLiteral("sh"), QStringLiteral("-c"),
            QStringLiteral("mosquitto_pub -h $BROKER -t home/attic/target -m 25")};
        QTRY_VERIFY_WITH_TIMEOUT(exec("hub", publish).ok() &&
                                     logs("thermostat").contains("the new target is 25"),
                                 300000);
    }

    void theCameraServesPicturesThatChange()
    {
        VERIFY_EXIT(workload(QStringLiteral("run"), QStringLiteral("camera")), 0);
        QByteArray first;
        for (int i = 0; i < 2; ++i) {
            const Outcome frame =
                exec("camera",
                     {QStringLiteral("wget"), QStringLiteral("-q"), QStringLiteral("-O"),
                      QStringLiteral("-"), QStringLiteral("http://127.0.0.1:8080/cgi-bin/frame")});
            VERIFY_EXIT(frame, 0);
            QVERIFY2(frame.out.startsWith("BM") && frame.out.size() == 7222 && frame.out != first,
                     qPrintable(frame.say()));
            first = frame.out;
        }
    }

    void anImageIsNotBuiltTwiceAndPodsGoWhenTheyAreRemoved()
    {
        const Outcome again = workload(QStringLiteral("run"), QStringLiteral("camera"),
                                       {QStringLiteral("--name"), QStringLiteral("garden")});
        VERIFY_EXIT(again, 0);
        QVERIFY2(!again.err.contains("Packing"), qPrintable(again.say()));
        const Outcome removed = workload(QStringLiteral("remove"), QStringLiteral("camera"));
        VERIFY_EXIT(removed, 0);
        QVERIFY2(removed.err.contains("2 pods"), qPrintable(removed.say()));
        QVERIFY(container("camera").isEmpty());
        VERIFY_EXIT(workload(QStringLiteral("remove"), QStringLiteral("camera")), 3);
    }
};

HYDRA_TEST_MAIN(TestWorkloads)
#include "test_workloads.moc"
