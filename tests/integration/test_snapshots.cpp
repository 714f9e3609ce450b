// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/snapshot_test.h"

#include <QDateTime>
#include <QDir>
#include <QTcpServer>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

// Sender and receiver each write down the last number; each waits for the other.
const char *const senderProgram = R"(import socket, time
n = 1
while True:
    open("/run/last", "w").write(str(n))
    try:
        with socket.create_connection(("10.0.2.2", PORT), 5) as s:
            s.settimeout(5)
            s.sendall(b"%d\n" % n)
            if s.recv(16):
                n += 1
    except OSError:
        pass
    time.sleep(0.05)
)";
const char *const receiverProgram = R"(import socket
server = socket.create_server(("0.0.0.0", 9000))
log = open("/run/received", "w")
while True:
    peer, _ = server.accept()
    try:
        peer.settimeout(5)
        line = peer.makefile().readline()
        if line:
            log.write(line)
            log.flush()
            peer.sendall(b"ok\n")
    except OSError:
        pass
    peer.close()
)";

QString runInGuest(const QString &name, const QString &program)
{
    return QStringLiteral("cat > /tmp/%1.py <<'END'\n%2END\nsudo systemd-run --quiet --unit=%1 "
                          "python3 /tmp/%1.py")
        .arg(name, program);
}

} // namespace

/// Snapshots of a guest that works: what it did and whom it talked to goes on from the moment.
class TestSnapshots : public SnapshotTest
{
    Q_OBJECT

    // The number of lines the pod has printed, one per second.
    int count()
    {
        return box()
            .guest(vm,
                   QStringLiteral("sudo cat /var/log/pods/*thermostat*/thermostat/*.log | wc -l"))
            .out.trimmed()
            .toInt();
    }

    // The difference between the guest's clock and ours in ms, as precisely as a login can measure
    // it.
    qint64 clockError(const QString &of)
    {
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const qint64 guest =
            qint64(box().guest(of, QStringLiteral("date +%s.%N")).out.trimmed().toDouble() * 1000);
        const qint64 after = QDateTime::currentMSecsSinceEpoch();
        return guest < before ? before - guest : guest > after ? guest - after : 0;
    }

    // Starts two copies of the warm guest: what comes to PORT reaches the second's port 9000.
    void startTwo(quint16 port)
    {
        warm().prepare(box(), lab);
        const QString one = QString::fromUtf8(contentOf(box().labFile(lab)));
        const QString lines = one.mid(one.indexOf(QStringLiteral("  - ")));
        const QString two = QString(lines).replace(
            QStringLiteral("name: vm"),
            QStringLiteral("name: two\n    ports: {extra: [\"%1:9000\"]}").arg(port));
        box().writeLab(lab, one + two);
        QDir().mkpath(box().vmState(lab + QStringLiteral("/two")));
        QFile::setPermissions(box().vmState(lab + QStringLiteral("/two")),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        for (const char *key : {"/ssh_host_ed25519_key", "/ssh_host_ed25519_key.pub"})
            QFile::copy(box().vmState(vm) + QLatin1String(key),
                        box().vmState(lab + QStringLiteral("/two")) + QLatin1String(key));
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                    QStringLiteral("ssh"), QStringLiteral("--timeout"),
                                    QStringLiteral("240")},
                                   seconds(260)),
                    0);
    }

private Q_SLOTS:
    void aCountingPodGoesOnFromItsSnapshot()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const int early = count();
        const QString phase = box().listed(vm)[QStringLiteral("phase")].toString();
        QVERIFY(early > 0);
        const Outcome made =
            create(QStringLiteral("warm"), {QStringLiteral("--memory"), QStringLiteral("--note"),
                                            QStringLiteral("a counting pod")});
        VERIFY_EXIT(made, 0);
        qInfo("created in %lld ms: %s", static_cast<long long>(made.ms), made.err.constData());
        VERIFY_EXIT(box().guest(vm, QStringLiteral("sudo touch /run/after")), 0); // in memory only
        int late = 0;
        QTRY_VERIFY_WITH_TIMEOUT((late = count()) >= early + 8, 90000);
        const Outcome back = restore(QStringLiteral("warm"));
        VERIFY_EXIT(back, 0);
        qint64 error = 0; // under load the guest's agent may be late
        QTRY_VERIFY_WITH_TIMEOUT((error = clockError(vm)) < 2000, 90000);
        const int restored = count();
        qInfo("restored in %lld ms; count %d, then %d, then %d; clock %lld ms off",
              static_cast<long long>(back.ms), early, late, restored,
              static_cast<long long>(error));
        QVERIFY(restored >= early);
        QCOMPARE(box().guest(vm, QStringLiteral("ls /run/after 2>/dev/null | wc -l")).out.trimmed(),
                 QByteArray("0"));
        QTRY_VERIFY_WITH_TIMEOUT(count() > restored, 30000);
        QCOMPARE(box().listed(vm)[QStringLiteral("phase")].toString(), phase);
    }

    void aStoppedVmBeginsWithItsMemory()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        startFromItsDiskFromNowOn();
        const QByteArray boot =
            box().guest(vm, QStringLiteral("cat /proc/sys/kernel/random/boot_id")).out;
        VERIFY_EXIT(create(QStringLiteral("warm")), 0);
        const int early = count();
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 15000);

        const QString yaml = QString::fromUtf8(contentOf(box().labFile(lab)));
        box().writeLab(lab,
                       QString(yaml).replace(QStringLiteral("1536MiB"), QStringLiteral("1GiB")));
        const Outcome refused = restore(QStringLiteral("warm"));
        VERIFY_EXIT(refused, 4);
        QVERIFY2(refused.err.contains("memory: was 1.5 GiB, now 1 GiB") &&
                     refused.err.contains("--disk-only"),
                 qPrintable(refused.say()));
        QVERIFY(box().qemus().empty());
        box().writeLab(lab, yaml);

        const Outcome back = restore(QStringLiteral("warm"));
        VERIFY_EXIT(back, 0);
        QVERIFY2(back.err.contains("started with its memory"), qPrintable(back.say()));
        qint64 error = 0;
        QTRY_VERIFY_WITH_TIMEOUT((error = clockError(vm)) < 2000, 90000);
        qInfo("started in %lld ms; clock %lld ms off", static_cast<long long>(back.ms),
              static_cast<long long>(error));
        const Outcome same =
            box().guest(vm, QStringLiteral("cat /proc/sys/kernel/random/boot_id"), seconds(180));
        VERIFY_EXIT(same, 0);
        QCOMPARE(same.out, boot);
        QTRY_VERIFY_WITH_TIMEOUT(count() > early, 30000);
        VERIFY_EXIT(box().hydractl({QStringLiteral("wait"), lab, QStringLiteral("cri"),
                                    QStringLiteral("--timeout"), QStringLiteral("60")},
                                   seconds(70)),
                    0);
        VERIFY_EXIT(snapshot({QStringLiteral("delete"), lab, QStringLiteral("warm")}), 0);
        QVERIFY(tagsInDisk().isEmpty());
    }

    void aDiskAloneGoesBack()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        VERIFY_EXIT(box().guest(vm, QStringLiteral("echo 1 > ~/early")), 0);
        VERIFY_EXIT(create(QStringLiteral("disk"), {}), 0);
        QVERIFY2(!QFile::exists(box().vmState(vm) + QStringLiteral("/frozen")), "still frozen");
        VERIFY_EXIT(box().guest(vm, QStringLiteral("echo 1 > ~/late; sync")), 0);
        VERIFY_EXIT(restore(QStringLiteral("disk")), 4);
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 15000);
        startFromItsDiskFromNowOn();
        VERIFY_EXIT(restore(QStringLiteral("disk")), 0);
        checkDisk();
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                    QStringLiteral("ssh"), QStringLiteral("--timeout"),
                                    QStringLiteral("400")},
                                   seconds(420)),
                    0);
        const Outcome files = box().guest(vm, QStringLiteral("ls ~"), seconds(120));
        VERIFY_EXIT(files, 0);
        QVERIFY2(files.out.contains("early") && !files.out.contains("late"),
                 qPrintable(files.say()));
    }

    void aLabInConversationGoesBackToOneMoment()
    {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        startTwo(port);
        if (QTest::currentTestFailed())
            return;

        const QString receiver = lab + QStringLiteral("/two");
        const auto received = [&] {
            return box()
                .guest(receiver, QStringLiteral("cat /run/received"))
                .out.trimmed()
                .split('\n');
        };
        VERIFY_EXIT(box().guest(receiver, runInGuest(QStringLiteral("receiver"),
                                                     QLatin1String(receiverProgram))),
                    0);
        VERIFY_EXIT(box().guest(vm, runInGuest(QStringLiteral("sender"),
                                               QString::fromLatin1(senderProgram)
                                                   .replace(QStringLiteral("PORT"),
                                                            QString::number(port)))),
                    0);
        QTRY_VERIFY_WITH_TIMEOUT(received().last().toInt() > 10, 60000);

        const Outcome made = create(QStringLiteral("talk"));
        VERIFY_EXIT(made, 0);
        const int atLeast = received().last().toInt();
        QTRY_VERIFY_WITH_TIMEOUT(received().last().toInt() > atLeast + 60, 120000);
        const int late = received().last().toInt();
        const Outcome back = restore(QStringLiteral("talk"));
        VERIFY_EXIT(back, 0);
        const int after = received().last().toInt();
        qInfo("lab snapshot in %lld ms, restored in %lld ms; received %d, then %d, then %d",
              static_cast<long long>(made.ms), static_cast<long long>(back.ms), atLeast, late,
              after);
        QVERIFY(after < late);
        QTRY_VERIFY_WITH_TIMEOUT(received().last().toInt() > after + 10, 60000);
        // Had the two VMs been saved at different moments, numbers would be missing or repeated.
        int last = 0, repeated = 0;
        for (const QByteArray &line : received()) {
            const int number = line.toInt();
            QVERIFY2(number == last + 1 || number == last,
                     qPrintable(QStringLiteral("%1 after %2").arg(number).arg(last)));
            repeated += number == last ? 1 : 0;
            last = number;
        }
        QVERIFY2(repeated <= 1, qPrintable(QString::number(repeated)));
        QTRY_VERIFY_WITH_TIMEOUT(clockError(vm) < 2000, 90000);
        QTRY_VERIFY_WITH_TIMEOUT(clockError(receiver) < 2000, 90000);
    }
};

HYDRA_TEST_MAIN(TestSnapshots)
#include "test_snapshots.moc"
