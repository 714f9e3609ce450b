// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"
#include "tests/support/places.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTcpSocket>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("lab1");
const QString vm = QStringLiteral("lab1/vm");

const char *podConfig =
    "metadata: {name: house, namespace: home}\n"
    "log_directory: /var/log/pods/house\n"
    "labels: {app: house, io.kubernetes.pod.name: house, io.kubernetes.pod.namespace: home}\n"
    "linux: {cgroup_parent: /hydra}\n";

QByteArray containerConfig(const char *name, const QByteArray &script)
{
    return QByteArray("{\"metadata\": {\"name\": \"") + name +
           "\"}, \"image\": {\"image\": \"localhost/hydra/thermostat:1\"}, \"command\": "
           "[\"/bin/sh\"]," +
           " \"args\": [\"-c\", \"" + script +
           "\"], \"envs\": [{\"key\": \"ROOM\", \"value\": \"hall\"}], \"log_path\": \"" + name +
           "/0.log\", \"linux\": {}," +
           " \"labels\": {\"io.kubernetes.pod.name\": \"house\", \"io.kubernetes.pod.namespace\": "
           "\"home\", \"io.kubernetes.container.name\": \"" +
           name + "\"}}";
}

} // namespace

/// `hydractl crictl` with a real guest's containerd: a pod with two containers, and every verb. One
/// guest for all tests; those that end something come last.
class TestContainers : public QObject
{
    Q_OBJECT

    std::unique_ptr<Sandbox> m_box;
    QString m_pod;
    QString m_sensor; ///< writes a numbered line ten times a second
    QString m_door;   ///< waits

    Sandbox &box() { return *m_box; }
    Outcome crictl(const QStringList &words, seconds patience = seconds(60))
    {
        return box().hydractl(QStringList{QStringLiteral("crictl"), vm, QStringLiteral("--timeout"),
                                          QStringLiteral("30s")} +
                                  words,
                              patience);
    }
    Outcome crictl(const char *line) { return crictl(QString::fromLatin1(line).split(u' ')); }
    QString text(const QStringList &words)
    {
        const Outcome outcome = crictl(words);
        return outcome.ok() ? QString::fromUtf8(outcome.out).trimmed()
                            : QStringLiteral("FAILED ") + outcome.say();
    }
    QString write(const char *name, const QByteArray &content)
    {
        const QString path = box().root() + u'/' + QLatin1String(name);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? path
                                                                                        : QString();
    }
    QString create(const char *name, const QByteArray &script)
    {
        const QString id = text({QStringLiteral("create"), m_pod,
                                 write("container.json", containerConfig(name, script)),
                                 write("pod.yaml", podConfig)});
        return text({QStringLiteral("start"), id}) == id ? id : QStringLiteral("FAILED ") + id;
    }
    void breakConnections()
    {
        int broken = 0;
        for (const Running &process : box().processes())
            broken += process.name() == u"ssh" && killHard(process.id) ? 1 : 0;
        QVERIFY2(broken > 0, "there is no connection to break");
    }
    QStringList rows(const QStringList &words) { return text(words).split(u'\n').mid(1); }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("QTEST_FUNCTION_TIMEOUT", "900000");
        const auto warm = WarmGuest::ensure();
        if (!warm)
            QFAIL(qPrintable(formatError(warm.error())));
        m_box = std::make_unique<Sandbox>();
        VERIFY_EXIT(warm->fork(box(), lab), 0);
        m_pod = text({QStringLiteral("runp"), write("pod.yaml", podConfig)});
        QVERIFY2(QRegularExpression(QStringLiteral("^[0-9a-f]{64}$")).match(m_pod).hasMatch(),
                 qPrintable(m_pod));
        m_sensor = create(
            "sensor",
            "i=0; while true; do i=$((i+1)); echo line $i; echo bad $i >&2; sleep 0.1; done");
        m_door = create("door", "trap 'exit 0' TERM; while true; do sleep 1; done");
        QVERIFY2(m_door.size() == 64, qPrintable(m_door));
    }

    void cleanup()
    {
        if (m_box && QTest::currentTestFailed())
            std::fprintf(stderr, "%s\n", qPrintable(m_box->logs()));
    }

    void cleanupTestCase() { m_box.reset(); }

    void listsShowPodsContainersAndImages()
    {
        const QStringList both = rows({QStringLiteral("ps"), QStringLiteral("--pod"), m_pod});
        QCOMPARE(both.size(), 2);
        QVERIFY2(both[0].startsWith(m_door.left(13) + QString(7, u' ')) &&
                     both[0].contains(u"Running") && both[0].endsWith(u"home"),
                 qPrintable(both[0]));
        QCOMPARE(text({QStringLiteral("ps"), QStringLiteral("-q"), QStringLiteral("--name"),
                       QStringLiteral("^sens")}),
                 m_sensor);
        QVERIFY(rows({QStringLiteral("pods"), QStringLiteral("--name"), QStringLiteral("house")})
                    .at(0)
                    .contains(u"Ready"));
        QCOMPARE(text({QStringLiteral("pods"), QStringLiteral("-q"), QStringLiteral("--label"),
                       QStringLiteral("app=house")}),
                 m_pod);
        QVERIFY(text({QStringLiteral("images")}).contains(u"localhost/hydra/thermostat"));
        const QJsonArray containers =
            crictl("ps -a -o json").json()[QStringLiteral("containers")].toArray();
        QVERIFY(containers.size() >= 2);
        QCOMPARE(containers[0][QStringLiteral("state")].toString(),
                 QStringLiteral("CONTAINER_RUNNING"));
    }

    void detailsAreToldInJson()
    {
        const QJsonObject inspected = crictl({QStringLiteral("inspect"), m_sensor}).json();
        QCOMPARE(
            inspected[QStringLiteral("status")][QStringLiteral("metadata")][QStringLiteral("name")]
                .toString(),
            QStringLiteral("sensor"));
        QVERIFY(inspected[QStringLiteral("info")][QStringLiteral("pid")].toInt() > 1);
        QVERIFY(
            !crictl({QStringLiteral("inspectp"), m_pod})
                 .json()[QStringLiteral("status")][QStringLiteral("network")][QStringLiteral("ip")]
                 .toString()
                 .isEmpty());
        QVERIFY(crictl("inspecti localhost/hydra/thermostat:1")
                    .json()[QStringLiteral("status")][QStringLiteral("size")]
                    .toString()
                    .toLongLong() > 0);
        QVERIFY(!crictl("imagefsinfo")
                     .json()[QStringLiteral("status")][QStringLiteral("imageFilesystems")]
                     .toArray()
                     .isEmpty());
        QVERIFY(crictl("info").json().contains(QStringLiteral("config")));
        QVERIFY(text({QStringLiteral("version")}).contains(u"containerd"));
        const Outcome absent = crictl("inspect nothing");
        VERIFY_EXIT(absent, 3);
        QVERIFY2(absent.err.contains("nothing"), qPrintable(absent.say()));
    }

    void usageIsMeasured()
    {
        const QStringList stats = rows({QStringLiteral("stats"), QStringLiteral("--pod"), m_pod});
        QCOMPARE(stats.size(), 2);
        QVERIFY2(QRegularExpression(QStringLiteral(" [0-9]+\\.[0-9]{2} +[0-9.]+[kM]B "))
                     .match(stats.join(u'\n'))
                     .hasMatch(),
                 qPrintable(stats.join(u'\n')));
        QVERIFY(rows({QStringLiteral("statsp"), m_pod}).at(0).startsWith(u"house"));
        QCOMPARE(text({QStringLiteral("update"), QStringLiteral("--cpu-share"),
                       QStringLiteral("512"), m_door}),
                 m_door);
        QCOMPARE(crictl({QStringLiteral("inspect"), m_door})
                     .json()[QStringLiteral("status")][QStringLiteral("resources")]
                            [QStringLiteral("linux")][QStringLiteral("cpuShares")]
                     .toString(),
                 QStringLiteral("512"));
    }

    void commandsRunInAContainer()
    {
        const Outcome once =
            crictl({QStringLiteral("exec"), m_door, QStringLiteral("sh"), QStringLiteral("-c"),
                    QStringLiteral("echo $ROOM; echo bad >&2; exit 7")});
        VERIFY_EXIT(once, 7);
        QCOMPARE(once.out, QByteArray("hall\n"));
        QVERIFY(once.err.contains("bad"));
        const Outcome sync =
            crictl({QStringLiteral("exec"), QStringLiteral("-s"), m_door, QStringLiteral("sh"),
                    QStringLiteral("-c"), QStringLiteral("exit 9")});
        VERIFY_EXIT(sync, 9);
        QCOMPARE(text({QStringLiteral("exec"), m_door, QStringLiteral("head"), QStringLiteral("-c"),
                       QStringLiteral("3000000"), QStringLiteral("/dev/zero")})
                     .size(),
                 3000000);
        const Outcome absent = crictl({QStringLiteral("exec"), m_door, QStringLiteral("/no/such")});
        VERIFY_EXIT(absent, 1);
        QVERIFY2(absent.err.contains("/no/such"), qPrintable(absent.say()));
    }

    void aShellOnATerminalTakesInputAndItsSize()
    {
        const auto shell = box().start({QStringLiteral("crictl"), vm, QStringLiteral("exec"),
                                        QStringLiteral("-it"), m_door, QStringLiteral("sh")});
        // A starting shell drops what was typed before.
        QTRY_VERIFY_WITH_TIMEOUT(shell->peek(1 << 16).contains("# "), 30000);
        shell->write("echo $((6*7))\n");
        QTRY_VERIFY_WITH_TIMEOUT(shell->peek(1 << 16).contains("\n42"), 30000);
        shell->closeWriteChannel(); // like Ctrl-D
        QTRY_COMPARE_WITH_TIMEOUT(shell->state(), QProcess::NotRunning, 30000);
        QCOMPARE(shell->exitCode(), 0);
        // script(1) provides a terminal of 91 columns.
        const Outcome sized = box().run(
            QStringLiteral("script"),
            {QStringLiteral("-qec"),
             QStringLiteral(
                 "stty cols 91 rows 17; '%1' crictl %2 exec -it %3 sh -c 'sleep 1; stty size'")
                 .arg(programPath("hydractl"), vm, m_door),
             QStringLiteral("/dev/null")},
            seconds(60));
        QVERIFY2(sized.out.contains("17 91"), qPrintable(sized.say()));
    }

    void pipedInputEnds()
    {
        const auto cat = box().start({QStringLiteral("crictl"), vm, QStringLiteral("exec"),
                                      QStringLiteral("-i"), m_door, QStringLiteral("cat")});
        cat->write("x\n");
        cat->closeWriteChannel();
        QTRY_COMPARE_WITH_TIMEOUT(cat->state(), QProcess::NotRunning, 40000);
        QCOMPARE(cat->readAllStandardOutput(), QByteArray("x\n"));
        QCOMPARE(cat->exitCode(), 0);
    }

    void attachShowsWhatIsNew()
    {
        const auto attached =
            box().start({QStringLiteral("crictl"), vm, QStringLiteral("attach"), m_sensor});
        QTRY_VERIFY_WITH_TIMEOUT(attached->peek(1 << 16).contains("line "), 30000);
        attached->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(attached->state(), QProcess::NotRunning, 10000);
    }

    void logsAreReadAndFollowedWithoutLossOrRepetition()
    {
        QVERIFY(text({QStringLiteral("logs"), m_sensor}).startsWith(u"line 1\nline 2\n"));
        QCOMPARE(
            text({QStringLiteral("logs"), QStringLiteral("--tail"), QStringLiteral("4"), m_sensor})
                .count(u"line"),
            2);
        const auto follow =
            box().start({QStringLiteral("crictl"), vm, QStringLiteral("logs"), QStringLiteral("-f"),
                         QStringLiteral("-s"), QStringLiteral("stdout"), m_sensor});
        QTRY_VERIFY_WITH_TIMEOUT(follow->peek(1 << 20).count('\n') > 10, 30000);
        breakConnections();
        QTest::qWait(4000);
        VERIFY_EXIT(box().hydractl({QStringLiteral("pause"), lab}), 0);
        QTest::qWait(2000);
        VERIFY_EXIT(box().hydractl({QStringLiteral("resume"), lab}), 0);
        const auto soFar = follow->peek(1 << 20).count('\n');
        QTRY_VERIFY_WITH_TIMEOUT(follow->peek(1 << 20).count('\n') > soFar + 10, 60000);
        QCOMPARE(text({QStringLiteral("stop"), m_sensor}), m_sensor);
        // It ends with its container.
        QTRY_COMPARE_WITH_TIMEOUT(follow->state(), QProcess::NotRunning, 40000);
        const QList<QByteArray> lines = follow->readAllStandardOutput().trimmed().split('\n');
        QVERIFY2(lines.size() > 20, qPrintable(QString::number(lines.size())));
        for (qsizetype i = 0; i < lines.size(); ++i)
            QCOMPARE(lines[i], "line " + QByteArray::number(i + 1));
    }

    void aPortOfAPodIsReached()
    {
        const QString web =
            create("web", "while true; do printf 'HTTP/1.0 200 OK\\\\r\\\\n\\\\r\\\\nwelcome\\\\n' "
                          "| nc -l -p 8080; done");
        QVERIFY2(web.size() == 64, qPrintable(web));
        const auto forward =
            box().start({QStringLiteral("crictl"), vm, QStringLiteral("port-forward"), m_pod,
                         QStringLiteral(":8080")});
        QTRY_VERIFY_WITH_TIMEOUT(forward->peek(4096).contains("Forwarding from 127.0.0.1:"), 20000);
        const auto port = QRegularExpression(QStringLiteral("127.0.0.1:([0-9]+)"))
                              .match(QString::fromUtf8(forward->readAllStandardOutput()))
                              .captured(1)
                              .toUShort();
        QByteArray answer;
        for (int i = 0; i < 10 && !answer.contains("welcome"); ++i) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            QVERIFY(socket.waitForConnected(5000));
            socket.write("GET / HTTP/1.0\r\n\r\n");
            QTRY_VERIFY_WITH_TIMEOUT(socket.state() == QAbstractSocket::UnconnectedState ||
                                         socket.peek(4096).contains("welcome"),
                                     10000);
            answer = socket.readAll();
            QTest::qWait(answer.isEmpty() ? 500 : 0); // it may not be listening yet
        }
        QVERIFY2(answer.contains("welcome"), answer.constData());
        forward->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(forward->state(), QProcess::NotRunning, 10000);
    }

    void allVmsAreShownInOneTable()
    {
        const auto all = [this](const QStringList &words) {
            return box().hydractl(QStringList{QStringLiteral("crictl")} + words +
                                  QStringList{QStringLiteral("--all-vms")});
        };
        const Outcome table = all({QStringLiteral("ps")});
        VERIFY_EXIT(table, 0);
        QVERIFY2(table.out.startsWith("VM ") && table.out.contains("\nlab1/vm  ") &&
                     table.out.contains(m_door.left(13).toLatin1()),
                 qPrintable(table.say()));
        const Outcome json =
            all({lab, QStringLiteral("pods"), QStringLiteral("-o"), QStringLiteral("json")});
        VERIFY_EXIT(json, 0);
        const QJsonValue entry = json.json()[QStringLiteral("vms")].toArray().at(0);
        QCOMPARE(entry[QStringLiteral("vm")].toString(), vm);
        QVERIFY(!entry[QStringLiteral("items")].toArray().isEmpty());
        QVERIFY(all({lab, QStringLiteral("images"), QStringLiteral("-q")})
                    .out.startsWith("lab1/vm sha256:"));
    }

    void aWatchedListIsShownAgainWhenItChanges()
    {
        const auto watch = box().start({QStringLiteral("crictl"), vm, QStringLiteral("ps"),
                                        QStringLiteral("-q"), QStringLiteral("--watch")});
        QTRY_VERIFY_WITH_TIMEOUT(watch->peek(4096).contains(m_door.toLatin1()), 20000);
        const QString bell = create("bell", "sleep 600");
        QVERIFY2(bell.size() == 64, qPrintable(bell));
        QTRY_VERIFY_WITH_TIMEOUT(watch->peek(4096).contains(bell.toLatin1()), 20000);
        QCOMPARE(watch->peek(4096).count(m_door.toLatin1()), 2);
        watch->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(watch->state(), QProcess::NotRunning, 10000);
        QCOMPARE(text({QStringLiteral("rm"), QStringLiteral("-f"), bell}), bell);
    }

    void whatIsStoppedAndRemovedIsGone()
    {
        VERIFY_EXIT(crictl({QStringLiteral("rm"), m_door}), 4); // it is running
        QCOMPARE(text({QStringLiteral("stop"), QStringLiteral("--timeout"), QStringLiteral("5"),
                       m_door}),
                 m_door);
        QVERIFY(rows({QStringLiteral("ps"), QStringLiteral("-a"), QStringLiteral("--id"), m_door})
                    .at(0)
                    .contains(u"Exited"));
        QCOMPARE(text({QStringLiteral("rm"), m_door}), m_door);
        QCOMPARE(text({QStringLiteral("rm"), QStringLiteral("-f"), m_sensor}), m_sensor);
        VERIFY_EXIT(crictl({QStringLiteral("rmp"), m_pod}), 4); // it is ready
        QCOMPARE(text({QStringLiteral("stopp"), m_pod}),
                 QStringLiteral("Stopped sandbox ") + m_pod);
        QCOMPARE(text({QStringLiteral("rmp"), m_pod}), QStringLiteral("Removed sandbox ") + m_pod);
        QVERIFY(text({QStringLiteral("pods"), QStringLiteral("-q"), QStringLiteral("--id"), m_pod})
                    .isEmpty());
        VERIFY_EXIT(crictl("rmp -f -a"), 0);
        VERIFY_EXIT(crictl("rmi --prune"), 0);
        QVERIFY(!text({QStringLiteral("images")}).contains(u"thermostat"));
        QVERIFY2(text({QStringLiteral("images")}).contains(u"pause"),
                 "the image that pods begin with stays");
    }

    void aVmThatIsDownIsNamed()
    {
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        const Outcome refused = crictl("ps");
        VERIFY_EXIT(refused, 4);
        QVERIFY2(refused.err.contains("lab1/vm") && refused.err.contains("hydractl up"),
                 qPrintable(refused.say()));
    }
};

HYDRA_TEST_MAIN(TestContainers)
#include "test_containers.moc"
