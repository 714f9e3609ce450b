// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "support/control.h"
#include "support/integration_test.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTcpServer>

using namespace hydra::test;
using hydra::sendSignal;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("lab1");
const QString vm = QStringLiteral("lab1/vm");

enum Victim { Command, Keeper, Qemu };
const char *const victimNames[] = {"the command", "the keeper", "QEMU"};

int numberFrom(const char *variable, int otherwise)
{
    bool ok = false;
    const int number = qEnvironmentVariableIntValue(variable, &ok);
    return ok ? number : otherwise;
}

// Whoever sends and whoever receives note the last number; each waits for the other.
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
    return QStringLiteral("cat > /tmp/%1.py <<'END'\n%2END\nsudo systemd-run --quiet --unit=%1 python3 /tmp/%1.py").arg(name, program);
}

} // namespace

/// HYDRA_KILLS: how many for each of create and restore (10). HYDRA_SEED: the same again.
class TestSnapshots : public IntegrationTest
{
    Q_OBJECT

    Outcome snapshot(const QStringList &args, seconds patience = seconds(120)) { return box().hydractl(QStringList{QStringLiteral("snapshot")} + args, patience); }
    Outcome create(const QString &name, const QStringList &more = {QStringLiteral("--memory")})
    {
        return snapshot(QStringList{QStringLiteral("create"), lab, name} + more);
    }
    Outcome restore(const QString &name, const QStringList &more = {}) { return snapshot(QStringList{QStringLiteral("restore"), lab, name} + more); }

    // The lines that the pod has said; it says one a second.
    int count()
    {
        return box().guest(vm, QStringLiteral("sudo cat /var/log/pods/*thermostat*/thermostat/*.log | wc -l")).out.trimmed().toInt();
    }

    // How far the guest's clock is from ours, in ms, as well as a login can tell.
    qint64 clockError(const QString &of = vm)
    {
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const qint64 guest = qint64(box().guest(of, QStringLiteral("date +%s.%N")).out.trimmed().toDouble() * 1000);
        const qint64 after = QDateTime::currentMSecsSinceEpoch();
        return guest < before ? before - guest : guest > after ? guest - after : 0;
    }

    // What a frozen memory made of the fork must not come a second time.
    void startFromItsDiskFromNowOn()
    {
        QString text = QString::fromUtf8(contentOf(box().labFile(lab)));
        QStringList lines = text.split(u'\n');
        lines.removeIf([](const QString &line) { return line.contains(QStringLiteral("qemu_args")); });
        box().writeLab(lab, lines.join(u'\n'));
    }

    // A VM without a system: its firmware finds nothing to boot and is at rest. It costs next to nothing, and
    // its two disks tell of which moment they are.
    void makeIdleVm()
    {
        const QString base = box().root() + QStringLiteral("/base.qcow2");
        VERIFY_EXIT(box().run(QStringLiteral("qemu-img"), {QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-f"), QStringLiteral("qcow2"), base, QStringLiteral("64M")}), 0);
        box().writeLab(lab, labText({QStringLiteral("name: vm"), QStringLiteral("image: ") + base, QStringLiteral("accelerator: tcg"), QStringLiteral("firmware: none"),
                                     QStringLiteral("cpu: 1"), QStringLiteral("memory: 64MiB"), QStringLiteral("containerd: false"),
                                     QStringLiteral("disk_size: 64MiB"), QStringLiteral("disks: [{name: data, size: 64MiB}]")}));
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab}), 0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 15000);
    }

    Outcome io(const QString &file, const QString &command)
    {
        return box().run(QStringLiteral("qemu-io"), {QStringLiteral("-f"), QStringLiteral("qcow2"), QStringLiteral("-c"), command, box().vmState(vm) + u'/' + file});
    }

    void fillDisks(int pattern)
    {
        for (const QString &file : {QStringLiteral("disk.qcow2"), QStringLiteral("disk-data.qcow2")})
            VERIFY_EXIT(io(file, QStringLiteral("write -P %1 0 8M").arg(pattern)), 0);
    }

    bool holds(const QString &file, int pattern)
    {
        const Outcome read = io(file, QStringLiteral("read -P %1 0 8M").arg(pattern));
        return read.ok() && !read.out.contains("verification failed");
    }

    QStringList tagsInDisk(const QString &file = QStringLiteral("disk.qcow2"))
    {
        QStringList tags;
        const Outcome info = box().run(QStringLiteral("qemu-img"), {QStringLiteral("info"), QStringLiteral("--output=json"), QStringLiteral("-U"), box().vmState(vm) + u'/' + file});
        for (const QJsonValue &one : info.json()[QStringLiteral("snapshots")].toArray())
            tags << one[QStringLiteral("name")].toString();
        tags.sort();
        return tags;
    }

    QStringList listed()
    {
        QStringList names;
        const Outcome list = snapshot({QStringLiteral("list"), lab, QStringLiteral("--format"), QStringLiteral("json")});
        for (const QJsonValue &one : list.json()[QStringLiteral("vms")][0][QStringLiteral("snapshots")].toArray())
            names << (one[QStringLiteral("pending")].toBool() ? QStringLiteral("PENDING ") : QStringLiteral("hydra-")) + one[QStringLiteral("name")].toString();
        names.sort();
        return list.ok() ? names : QStringList{list.say()};
    }

    QByteArray baseHash()
    {
        QFile file(QString::fromUtf8(contentOf(box().vmState(vm) + QStringLiteral("/disk.base"))));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
    }

    // Clusters that nobody uses are no damage.
    void checkDisk()
    {
        if (!box().qemus().empty())
            return;
        for (const QString &file : {QStringLiteral("disk.qcow2"), QStringLiteral("disk-data.qcow2")}) {
            const QString path = box().vmState(vm) + u'/' + file;
            if (!QFile::exists(path))
                continue;
            const Outcome check = box().run(QStringLiteral("qemu-img"), {QStringLiteral("check"), QStringLiteral("--output=json"), path});
            QVERIFY2(check.code == 0 || check.code == 3, qPrintable(check.say()));
            QCOMPARE(check.json()[QStringLiteral("corruptions")].toInt(), 0);
        }
    }

    void strike(Victim victim, QProcess &command)
    {
        if (victim == Command)
            command.kill();
        for (const Running &process : box().processes()) {
            if ((victim == Command && process.name() == u"qemu-img") || (victim == Keeper && process.isKeeper()) || (victim == Qemu && process.isQemu()))
                killHard(process.id);
        }
        QVERIFY2(command.state() == QProcess::NotRunning || command.waitForFinished(120000), "the command neither ends nor fails");
    }

    void checkAlive()
    {
        QTRY_COMPARE_WITH_TIMEOUT(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("running"), 15000);
        QCOMPARE(box().qemus().size(), size_t(1));
        VERIFY_EXIT(box().guest(vm, QStringLiteral("cat /run/mark"), seconds(180)), 0);
    }

    void forkWithBase()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        startFromItsDiskFromNowOn();
        VERIFY_EXIT(box().guest(vm, QStringLiteral("echo before | sudo tee /run/mark")), 0);
        VERIFY_EXIT(create(QStringLiteral("base")), 0);
        VERIFY_EXIT(box().guest(vm, QStringLiteral("echo after | sudo tee /run/mark")), 0);
    }

    struct Blow {
        Victim victim = Command;
        int delay = 0;
    };
    // Many at random moments, the first of each kind in turn.
    void strikeOften(const std::function<QStringList()> &commandOf, int latest, const std::function<void()> &check)
    {
        const int kills = numberFrom("HYDRA_KILLS", 10);
        const quint32 seed = quint32(numberFrom("HYDRA_SEED", int(QRandomGenerator::global()->bounded(1 << 30))));
        qInfo("seed %u, %d kills", seed, kills);
        QRandomGenerator random(seed);
        const QByteArray base = baseHash();
        QVERIFY(!base.isEmpty());
        for (int i = 0; i < kills && !QTest::currentTestFailed(); ++i) {
            const Blow blow{Victim(i % 3), int(random.bounded(latest))};
            const QString what = QStringLiteral("kill %1 of %2: %3 after %4 ms, seed %5").arg(i + 1).arg(kills).arg(QLatin1String(victimNames[blow.victim])).arg(blow.delay).arg(seed);
            qInfo("%s", qPrintable(what));
            const QStringList line = commandOf();
            const auto command = box().start(line);
            QTest::qWait(blow.delay);
            strike(blow.victim, *command);
            if (!QTest::currentTestFailed())
                check();
            if (QTest::currentTestFailed())
                return qCritical("%s", qPrintable(what));
        }
        QCOMPARE(baseHash(), base);
    }

private Q_SLOTS:
    void aCountingPodGoesOnFromItsSnapshot()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const int early = count();
        const QString phase = box().listed(vm)[QStringLiteral("phase")].toString();
        QVERIFY(early > 0);
        const Outcome made = create(QStringLiteral("warm"), {QStringLiteral("--memory"), QStringLiteral("--note"), QStringLiteral("a counting pod")});
        VERIFY_EXIT(made, 0);
        qInfo("created in %lld ms: %s", static_cast<long long>(made.ms), made.err.constData());
        VERIFY_EXIT(box().guest(vm, QStringLiteral("sudo touch /run/after")), 0); // in memory only
        int late = 0;
        QTRY_VERIFY_WITH_TIMEOUT((late = count()) >= early + 8, 90000);
        const Outcome back = restore(QStringLiteral("warm"));
        VERIFY_EXIT(back, 0);
        qint64 error = 0; // a starved guest's agent may be late
        QTRY_VERIFY_WITH_TIMEOUT((error = clockError()) < 2000, 90000);
        const int restored = count();
        qInfo("restored in %lld ms; count %d, then %d, then %d; clock %lld ms off", static_cast<long long>(back.ms), early, late, restored, static_cast<long long>(error));
        QVERIFY(restored >= early);
        QCOMPARE(box().guest(vm, QStringLiteral("ls /run/after 2>/dev/null | wc -l")).out.trimmed(), QByteArray("0"));
        QTRY_VERIFY_WITH_TIMEOUT(count() > restored, 30000);
        QCOMPARE(box().listed(vm)[QStringLiteral("phase")].toString(), phase);
    }

    void aStoppedVmBeginsWithItsMemory()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        startFromItsDiskFromNowOn();
        const QByteArray boot = box().guest(vm, QStringLiteral("cat /proc/sys/kernel/random/boot_id")).out;
        VERIFY_EXIT(create(QStringLiteral("warm")), 0);
        const int early = count();
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 15000);

        const QString yaml = QString::fromUtf8(contentOf(box().labFile(lab)));
        box().writeLab(lab, QString(yaml).replace(QStringLiteral("1536MiB"), QStringLiteral("1GiB")));
        const Outcome refused = restore(QStringLiteral("warm"));
        VERIFY_EXIT(refused, 4);
        QVERIFY2(refused.err.contains("memory: was 1.5 GiB, now 1 GiB") && refused.err.contains("--disk-only"), qPrintable(refused.say()));
        QVERIFY(box().qemus().empty());
        box().writeLab(lab, yaml);

        const Outcome back = restore(QStringLiteral("warm"));
        VERIFY_EXIT(back, 0);
        QVERIFY2(back.err.contains("started with its memory"), qPrintable(back.say()));
        qint64 error = 0;
        QTRY_VERIFY_WITH_TIMEOUT((error = clockError()) < 2000, 90000);
        qInfo("started in %lld ms; clock %lld ms off", static_cast<long long>(back.ms), static_cast<long long>(error));
        const Outcome same = box().guest(vm, QStringLiteral("cat /proc/sys/kernel/random/boot_id"), seconds(180));
        VERIFY_EXIT(same, 0);
        QCOMPARE(same.out, boot);
        QTRY_VERIFY_WITH_TIMEOUT(count() > early, 30000);
        VERIFY_EXIT(box().hydractl({QStringLiteral("wait"), lab, QStringLiteral("cri"), QStringLiteral("--timeout"), QStringLiteral("60")}, seconds(70)), 0);
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
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"), QStringLiteral("ssh"), QStringLiteral("--timeout"), QStringLiteral("400")}, seconds(420)), 0);
        const Outcome files = box().guest(vm, QStringLiteral("ls ~"), seconds(120));
        VERIFY_EXIT(files, 0);
        QVERIFY2(files.out.contains("early") && !files.out.contains("late"), qPrintable(files.say()));
    }

    void aLabInConversationGoesBackToOneMoment()
    {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        warm().prepare(box(), lab);
        const QString one = QString::fromUtf8(contentOf(box().labFile(lab)));
        const QString lines = one.mid(one.indexOf(QStringLiteral("  - ")));
        const QString two = QString(lines).replace(QStringLiteral("name: vm"), QStringLiteral("name: two\n    ports: {extra: [\"%1:9000\"]}").arg(port));
        box().writeLab(lab, one + two);
        QDir().mkpath(box().vmState(lab + QStringLiteral("/two")));
        QFile::setPermissions(box().vmState(lab + QStringLiteral("/two")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        for (const char *key : {"/ssh_host_ed25519_key", "/ssh_host_ed25519_key.pub"})
            QFile::copy(box().vmState(vm) + QLatin1String(key), box().vmState(lab + QStringLiteral("/two")) + QLatin1String(key));
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"), QStringLiteral("ssh"), QStringLiteral("--timeout"), QStringLiteral("240")}, seconds(260)), 0);

        const QString receiver = lab + QStringLiteral("/two");
        const auto received = [&] { return box().guest(receiver, QStringLiteral("cat /run/received")).out.trimmed().split('\n'); };
        VERIFY_EXIT(box().guest(receiver, runInGuest(QStringLiteral("receiver"), QLatin1String(receiverProgram))), 0);
        VERIFY_EXIT(box().guest(vm, runInGuest(QStringLiteral("sender"), QString::fromLatin1(senderProgram).replace(QStringLiteral("PORT"), QString::number(port)))), 0);
        QTRY_VERIFY_WITH_TIMEOUT(received().last().toInt() > 10, 60000);

        const Outcome made = create(QStringLiteral("talk"));
        VERIFY_EXIT(made, 0);
        const int atLeast = received().last().toInt();
        QTRY_VERIFY_WITH_TIMEOUT(received().last().toInt() > atLeast + 60, 120000);
        const int late = received().last().toInt();
        const Outcome back = restore(QStringLiteral("talk"));
        VERIFY_EXIT(back, 0);
        const int after = received().last().toInt();
        qInfo("lab snapshot in %lld ms, restored in %lld ms; received %d, then %d, then %d", static_cast<long long>(made.ms), static_cast<long long>(back.ms), atLeast, late, after);
        QVERIFY(after < late);
        QTRY_VERIFY_WITH_TIMEOUT(received().last().toInt() > after + 10, 60000);
        // Had the two been kept at different moments, numbers would be missing, or come twice.
        int last = 0, repeated = 0;
        for (const QByteArray &line : received()) {
            const int number = line.toInt();
            QVERIFY2(number == last + 1 || number == last, qPrintable(QStringLiteral("%1 after %2").arg(number).arg(last)));
            repeated += number == last ? 1 : 0;
            last = number;
        }
        QVERIFY2(repeated <= 1, qPrintable(QString::number(repeated)));
        QTRY_VERIFY_WITH_TIMEOUT(clockError() < 2000, 90000);
        QTRY_VERIFY_WITH_TIMEOUT(clockError(receiver) < 2000, 90000);
    }

    void aKillDuringCreateLeavesWhatWasThere()
    {
        makeIdleVm();
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab}), 0);
        VERIFY_EXIT(create(QStringLiteral("base")), 0);
        int n = 0;
        strikeOften(
            [&] {
                if (box().qemus().empty())
                    (void)box().hydractl({QStringLiteral("up"), lab});
                QStringList line{QStringLiteral("snapshot"), QStringLiteral("create"), lab, QStringLiteral("new%1").arg(++n)};
                if (n % 4 != 0)
                    line << QStringLiteral("--memory");
                return line;
            },
            800,
            [this] {
                const QStringList names = listed();
                QVERIFY2(names.contains(QStringLiteral("hydra-base")), qPrintable(names.join(u' ')));
                for (const QString &file : {QStringLiteral("disk.qcow2"), QStringLiteral("disk-data.qcow2")})
                    QCOMPARE(tagsInDisk(file), names);
                checkDisk();
                if (!box().qemus().empty())
                    QTRY_COMPARE_WITH_TIMEOUT(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("running"), 30000);
            });
    }

    void aKillDuringRestoreNeverMixesTheDisksOfTwoMoments()
    {
        makeIdleVm();
        fillDisks(0xaa);
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab}), 0);
        VERIFY_EXIT(create(QStringLiteral("base")), 0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        int n = 0, restored = 0;
        strikeOften(
            [&] {
                fillDisks(0xbb);
                QStringList line{QStringLiteral("snapshot"), QStringLiteral("restore"), lab, QStringLiteral("base")};
                if (++n % 3 == 0)
                    line << QStringLiteral("--disk-only");
                return line;
            },
            1500,
            [&] {
                QCOMPARE(listed(), QStringList{QStringLiteral("hydra-base")});
                if (QFile::exists(box().vmState(vm) + QStringLiteral("/restore.json")) && box().qemus().empty())
                    VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab}), 0);
                QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(box().vmState(vm) + QStringLiteral("/restore.json")), 30000);
                VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
                QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty() && box().qemus().empty(), 30000);
                QCOMPARE(listed(), QStringList{QStringLiteral("hydra-base")});
                checkDisk();
                const bool first = holds(QStringLiteral("disk.qcow2"), 0xaa), second = holds(QStringLiteral("disk-data.qcow2"), 0xaa);
                QCOMPARE(first, second);
                QVERIFY(first || (holds(QStringLiteral("disk.qcow2"), 0xbb) && holds(QStringLiteral("disk-data.qcow2"), 0xbb)));
                restored += first ? 1 : 0;
            });
        qInfo("%d of %d went back", restored, n);
    }

    void aKillDuringRestoreLeavesTheOldOrTheNewState()
    {
        bool inPlace = false;
        forkWithBase();
        strikeOften(
            [&] {
                inPlace = !inPlace;
                if (!inPlace)
                    (void)box().hydractl({QStringLiteral("kill"), lab});
                return QStringList{QStringLiteral("snapshot"), QStringLiteral("restore"), lab, QStringLiteral("base")};
            },
            2000,
            [this] {
                QCOMPARE(this->listed(), QStringList{QStringLiteral("hydra-base")});
                QCOMPARE(tagsInDisk(), QStringList{QStringLiteral("hydra-base")});
                checkDisk();
                if (box().qemus().empty()) { // it died before the restore began, or the start finishes it
                    const bool unfinished = QFile::exists(box().vmState(vm) + QStringLiteral("/restore.json"));
                    VERIFY_EXIT(unfinished ? box().hydractl({QStringLiteral("up"), lab}) : restore(QStringLiteral("base")), 0);
                }
                checkAlive();
                QVERIFY(!QFile::exists(box().vmState(vm) + QStringLiteral("/restore.json")));
            });
    }
};

HYDRA_TEST_MAIN(TestSnapshots)
#include "test_snapshots.moc"
