// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/control.h"
#include "tests/integration/support/integration_test.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSet>

using namespace hydra::test;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr int forkCount = 10;
const QString image = QStringLiteral("frozen");

QString digestOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file)
               ? QString::fromLatin1(hash.result().toHex())
               : QString();
}

/// Proportional set size of a process, in MiB.
double pss(const hydra::ProcessId &process)
{
    const QByteArray text = contentOf(QStringLiteral("/proc/%1/smaps_rollup").arg(process.pid));
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith("Pss:"))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    }
    return -1;
}

void say(const QString &words)
{
    std::fprintf(stderr, "FIGURE %s\n", qPrintable(words));
}

} // namespace

/// One guest is booted, prepared and frozen; all tests use images and forks of it.
class TestInstant : public QObject
{
    Q_OBJECT

    std::unique_ptr<Sandbox> m_box;
    QStringList m_digests;
    qint64 m_coldMs = 0;

    Sandbox &box() { return *m_box; }

    QStringList digests() const
    {
        QStringList all;
        for (const char *suffix : {".qcow2", ".memory", ".state"})
            all << digestOf(m_box->images() + u'/' + image + QLatin1String(suffix));
        return all;
    }

    Outcome create(const QString &lab, const QStringList &more = {})
    {
        return box().hydractl(
            QStringList{QStringLiteral("create"), lab, QStringLiteral("--image"), image} + more);
    }

    Outcome up(const QStringList &labs, seconds patience = seconds(60))
    {
        return box().hydractl(QStringList{QStringLiteral("up")} + labs +
                                  QStringList{QStringLiteral("--wait"), QStringLiteral("cri"),
                                              QStringLiteral("--timeout"),
                                              QString::number(patience.count())},
                              patience + seconds(10));
    }

    QString inGuest(const QString &vm, const QString &script)
    {
        const Outcome outcome = box().guest(vm, script);
        return outcome.ok() ? QString::fromUtf8(outcome.out.trimmed())
                            : QStringLiteral("FAILED ") + outcome.say();
    }

    void killAll()
    {
        (void)box().hydractl({QStringLiteral("list")});
        for (const Running &process : box().keepers())
            killHard(process.id);
        for (const Running &process : box().qemus())
            killHard(process.id);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
        if (auto warm = WarmGuest::ensure(); !warm) // provides the image
            QFAIL(qPrintable(inFull(warm.error())));
        m_box = std::make_unique<Sandbox>();
        box().useOwnStore();
        box().writeLab(QStringLiteral("source"),
                       labText({QStringLiteral("name: vm"), QStringLiteral("memory: 2"),
                                QStringLiteral("cpu: 2"), QStringLiteral("image: debian-13"),
                                QStringLiteral("accelerator: tcg")}));
        const Outcome cold = up({QStringLiteral("source")}, minutes(6));
        VERIFY_EXIT(cold, 0);
        m_coldMs = cold.ms;
        VERIFY_EXIT(box().guest(QStringLiteral("source/vm"),
                                QStringLiteral("echo kept | sudo tee /root/mark; sync")),
                    0);
        const Outcome prepared = box().hydractl(
            {QStringLiteral("image"), QStringLiteral("prepare"), QStringLiteral("source/vm"),
             QStringLiteral("--name"), image, QStringLiteral("--freeze")},
            minutes(12));
        VERIFY_EXIT(prepared, 0);
        say(QStringLiteral("cold start to CRI %1 s, preparation %2 s")
                .arg(double(m_coldMs) / 1000)
                .arg(double(prepared.ms) / 1000));
        // It continues to run.
        QCOMPARE(box().listed(QStringLiteral("source/vm"))[QStringLiteral("state")].toString(),
                 QStringLiteral("running"));
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), QStringLiteral("source")}), 0);
        m_digests = digests();
        QVERIFY(!m_digests.contains(QString()));
        QVERIFY(QDir(box().images() + QStringLiteral("/.tmp")).isEmpty());
    }

    void cleanup()
    {
        if (m_box && QTest::currentTestFailed())
            std::fprintf(stderr, "%s\n", qPrintable(m_box->logs()));
        killAll();
        QCOMPARE(digests(), m_digests); // nothing above may have changed the base
    }

    void cleanupTestCase() { m_box.reset(); }

    void aForkIsReadyAtOnceWithAnIdentityOfItsOwn()
    {
        VERIFY_EXIT(create(QStringLiteral("one")), 0);
        const Outcome started = up({QStringLiteral("one")});
        VERIFY_EXIT(started, 0);
        say(QStringLiteral("fork to CRI %1 s, 1/%2 of cold")
                .arg(double(started.ms) / 1000)
                .arg(double(m_coldMs) / double(started.ms), 0, 'f', 1));
        const QJsonObject listed = box().listed(QStringLiteral("one/vm"));
        QCOMPARE(listed[QStringLiteral("start")].toString(), QStringLiteral("instant"));
        QVERIFY2(listed[QStringLiteral("warnings")].toArray().isEmpty(),
                 QJsonDocument(listed).toJson().constData());
        QCOMPARE(inGuest(QStringLiteral("one/vm"), QStringLiteral("sudo cat /root/mark")),
                 QStringLiteral("kept"));
        QCOMPARE(inGuest(QStringLiteral("one/vm"), QStringLiteral("hostname")),
                 QStringLiteral("vm"));
        const qint64 guest =
            inGuest(QStringLiteral("one/vm"), QStringLiteral("date +%s")).toLongLong();
        QVERIFY2(qAbs(guest - QDateTime::currentSecsSinceEpoch()) <= 2,
                 qPrintable(QString::number(guest)));
        QVERIFY(inGuest(QStringLiteral("one/vm"),
                        QStringLiteral("journalctl -n 1 --no-pager -o cat | wc -l")) != u"0");
        QCOMPARE(inGuest(QStringLiteral("one/vm"),
                         QStringLiteral(
                             "systemctl is-system-running || systemctl --failed --no-legend")),
                 QStringLiteral("running"));
        const QString network =
            inGuest(QStringLiteral("one/vm"),
                    QStringLiteral("networkctl status --no-pager | head -3; getent hosts "
                                   "deb.debian.org >/dev/null && echo resolved"));
        QVERIFY2(network.contains(u"routable"), qPrintable(network));
    }

    void tenForksAreTenMachines()
    {
        QStringList labs;
        for (int i = 0; i < forkCount; ++i) {
            labs << QStringLiteral("many%1").arg(i);
            VERIFY_EXIT(create(labs.back(),
                               {QStringLiteral("--set"), QStringLiteral("hostname=many%1").arg(i)}),
                        0);
        }
        const Outcome started = up(labs, minutes(2));
        VERIFY_EXIT(started, 0);
        say(QStringLiteral("%1 forks to CRI %2 s").arg(forkCount).arg(double(started.ms) / 1000));
        QSet<QString> ids, keys, names, macs, uuids, instances;
        for (const QString &lab : labs) {
            const QString vm = lab + QStringLiteral("/vm");
            QCOMPARE(box().listed(vm)[QStringLiteral("start")].toString(),
                     QStringLiteral("instant"));
            ids << inGuest(vm, QStringLiteral("cat /etc/machine-id"));
            keys << inGuest(vm, QStringLiteral("cut -d' ' -f2 /etc/ssh/ssh_host_ed25519_key.pub"));
            names << inGuest(vm, QStringLiteral("hostname"));
            macs << inGuest(vm, QStringLiteral("cat /sys/class/net/e*/address"));
            uuids << inGuest(vm, QStringLiteral("sudo ctr version | tail -1"));
            instances << inGuest(vm, QStringLiteral("cloud-init query instance_id"));
        }
        for (const auto &[what, values] :
             {std::pair(QStringLiteral("machine-ids"), ids),
              std::pair(QStringLiteral("host keys"), keys),
              std::pair(QStringLiteral("names"), names), std::pair(QStringLiteral("MACs"), macs),
              std::pair(QStringLiteral("containerd"), uuids),
              std::pair(QStringLiteral("instances"), instances)}) {
            QVERIFY2(values.size() == forkCount &&
                         QStringList(values.values()).filter(QStringLiteral("FAILED")).isEmpty(),
                     qPrintable(what + u' ' + QStringList(values.values()).join(u' ')));
        }
        double most = 0;
        for (const Running &qemu : box().qemus())
            most = std::max(most, pss(qemu.id));
        say(QStringLiteral("PSS of the largest of %1 forks %2 MiB")
                .arg(forkCount)
                .arg(most, 0, 'f', 0));
    }

    void aPodInOneIsNotSeenInAnother()
    {
        for (const char *lab : {"left", "right"})
            VERIFY_EXIT(create(QLatin1String(lab)), 0);
        VERIFY_EXIT(up({QStringLiteral("left"), QStringLiteral("right")}), 0);
        const QString run = QStringLiteral("sudo ctr -n k8s.io run -d localhost/hydra/thermostat:1 "
                                           "mine && sudo ctr -n k8s.io tasks ls");
        QVERIFY2(inGuest(QStringLiteral("left/vm"), run).contains(u"mine"), "left");
        QVERIFY2(
            !inGuest(QStringLiteral("right/vm"), QStringLiteral("sudo ctr -n k8s.io containers ls"))
                 .contains(u"mine"),
            "right");
    }

    void aRebootKeepsTheIdentity()
    {
        VERIFY_EXIT(create(QStringLiteral("again"),
                           {QStringLiteral("--set"), QStringLiteral("hostname=again")}),
                    0);
        VERIFY_EXIT(up({QStringLiteral("again")}), 0);
        const QString look =
            QStringLiteral("cat /etc/machine-id; hostname; cat /etc/ssh/ssh_host_ed25519_key.pub "
                           "/sys/class/net/e*/address; cloud-init query instance_id");
        const QString before = inGuest(QStringLiteral("again/vm"), look);
        VERIFY_EXIT(box().guest(QStringLiteral("again/vm"),
                                QStringLiteral("echo mine | sudo tee /root/own; sync")),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("restart"), QStringLiteral("again")}), 0);
        VERIFY_EXIT(
            box().hydractl({QStringLiteral("wait"), QStringLiteral("again"), QStringLiteral("cri"),
                            QStringLiteral("--timeout"), QStringLiteral("300")},
                           minutes(6)),
            0);
        QCOMPARE(inGuest(QStringLiteral("again/vm"), look), before);
        QCOMPARE(inGuest(QStringLiteral("again/vm"), QStringLiteral("sudo cat /root/own")),
                 QStringLiteral("mine"));
        // After a stop and a cold start it is still the same machine.
        VERIFY_EXIT(box().hydractl({QStringLiteral("down"), QStringLiteral("again"),
                                    QStringLiteral("--timeout"), QStringLiteral("120")},
                                   minutes(3)),
                    0);
        VERIFY_EXIT(up({QStringLiteral("again")}, minutes(5)), 0);
        QCOMPARE(box().listed(QStringLiteral("again/vm"))[QStringLiteral("start")].toString(),
                 QStringLiteral("cold"));
        QCOMPARE(inGuest(QStringLiteral("again/vm"), look), before);
    }

    void aFrozenGuestThatDoesNotFitStartsColdAndSaysWhy()
    {
        VERIFY_EXIT(create(QStringLiteral("less"),
                           {QStringLiteral("--set"), QStringLiteral("memory=1536MiB")}),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), QStringLiteral("less")}), 0);
        const QJsonObject listed = box().listed(QStringLiteral("less/vm"));
        QCOMPARE(listed[QStringLiteral("start")].toString(), QStringLiteral("cold"));
        const QString why = listed[QStringLiteral("warnings")][0].toString();
        QVERIFY2(why.contains(u"memory: 1536 MiB, when it was frozen 2048 MiB"), qPrintable(why));
        VERIFY_EXIT(
            box().hydractl({QStringLiteral("wait"), QStringLiteral("less"), QStringLiteral("cri"),
                            QStringLiteral("--timeout"), QStringLiteral("600")},
                           minutes(11)),
            0);
        QVERIFY(inGuest(QStringLiteral("less/vm"), QStringLiteral("cat /etc/machine-id")).size() ==
                32);
    }

    void aBaseInUseIsNotRemoved()
    {
        VERIFY_EXIT(create(QStringLiteral("user")), 0);
        VERIFY_EXIT(up({QStringLiteral("user")}), 0);
        const Outcome removed =
            box().hydractl({QStringLiteral("image"), QStringLiteral("remove"), image});
        VERIFY_EXIT(removed, 4);
        QVERIFY2(removed.err.contains("user/vm"), qPrintable(removed.say()));
    }

    void aNameIsPreparedByOneProcessAtATime()
    {
        const auto first = box().start({QStringLiteral("image"), QStringLiteral("prepare"),
                                        QStringLiteral("source/vm"), QStringLiteral("--name"),
                                        QStringLiteral("twice")});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(box().images() + QStringLiteral("/.prepare.twice")),
                                 20000);
        const Outcome second = box().hydractl({QStringLiteral("image"), QStringLiteral("prepare"),
                                               QStringLiteral("source/vm"),
                                               QStringLiteral("--name"), QStringLiteral("twice")});
        VERIFY_EXIT(second, 4);
        QVERIFY2(second.err.contains("another process"), qPrintable(second.say()));
        first->terminate(); // like Ctrl-C: leaves nothing
        QTRY_COMPARE_WITH_TIMEOUT(first->state(), QProcess::NotRunning, 30000);
        QVERIFY(QDir(box().images() + QStringLiteral("/.tmp")).isEmpty());
        QVERIFY(box().qemus().empty() && box().keepers().empty());
        const Outcome taken =
            box().hydractl({QStringLiteral("image"), QStringLiteral("prepare"),
                            QStringLiteral("source/vm"), QStringLiteral("--name"), image});
        VERIFY_EXIT(taken, 4);
    }

    void aKillAtAnyMomentOfAForkLeavesNothingHalf()
    {
        for (int i = 0; i < 10; ++i) {
            const QString lab = QStringLiteral("killed%1").arg(i);
            VERIFY_EXIT(create(lab), 0);
            const auto command = box().start(
                {QStringLiteral("up"), lab, QStringLiteral("--wait"), QStringLiteral("cri")});
            QTest::qWait(QRandomGenerator::global()->bounded(20, 2000));
            if (i % 3 == 0)
                command->kill();
            for (const Running &process : i % 3 == 0   ? std::vector<Running>()
                                          : i % 3 == 1 ? box().keepers()
                                                       : box().qemus())
                killHard(process.id);
            // It may fall back to a cold start.
            QTRY_COMPARE_WITH_TIMEOUT(command->state(), QProcess::NotRunning, 400000);
            const Outcome again = up({lab}, minutes(5));
            VERIFY_EXIT(again, 0);
            const QString id = inGuest(
                lab + QStringLiteral("/vm"),
                QStringLiteral("cat /etc/machine-id; cat /etc/ssh/ssh_host_ed25519_key.pub"));
            QVERIFY2(id.size() > 60 && !id.contains(u"FAILED"), qPrintable(id));
            say(QStringLiteral("kill %1: %2 start")
                    .arg(i)
                    .arg(box()
                             .listed(lab + QStringLiteral("/vm"))[QStringLiteral("start")]
                             .toString()));
            VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        }
    }

    void aKillAtAnyMomentOfAPreparationLeavesWhatIsFoundAndRemoved()
    {
        for (int i = 0; i < 10; ++i) {
            QStringList args{QStringLiteral("image"), QStringLiteral("prepare"),
                             QStringLiteral("source/vm"), QStringLiteral("--name"),
                             QStringLiteral("half")};
            if (i % 2 == 0)
                args << QStringLiteral("--freeze");
            const auto command = box().start(args);
            QTest::qWait(QRandomGenerator::global()->bounded(50, 8000));
            if (i % 3 == 0)
                command->kill();
            for (const Running &process : i % 3 == 0   ? std::vector<Running>()
                                          : i % 3 == 1 ? box().keepers()
                                                       : box().qemus())
                killHard(process.id);
            if (i % 3 == 1) { // another keeper takes over and would continue
                QTest::qWait(1000);
                command->terminate();
            }
            QTRY_COMPARE_WITH_TIMEOUT(command->state(), QProcess::NotRunning, 60000);
            VERIFY_EXIT(box().hydractl({QStringLiteral("image"), QStringLiteral("prune")}), 0);
            QVERIFY2(box().qemus().empty() && box().keepers().empty(),
                     qPrintable(QString::number(i)));
            QVERIFY(QDir(box().images() + QStringLiteral("/.tmp")).isEmpty());
            QVERIFY(QDir(box().images()).entryList({QStringLiteral("half.*")}).isEmpty());
        }
    }

    void anotherNetworkIsTakenOver()
    {
        VERIFY_EXIT(
            create(QStringLiteral("moved"),
                   {QStringLiteral("--set"), QStringLiteral("user_network={prefix: 10.7.9}")}),
            0);
        VERIFY_EXIT(up({QStringLiteral("moved")}), 0);
        QCOMPARE(box().listed(QStringLiteral("moved/vm"))[QStringLiteral("start")].toString(),
                 QStringLiteral("instant"));
        QVERIFY2(
            inGuest(QStringLiteral("moved/vm"), QStringLiteral("ip -4 -o addr show scope global"))
                .contains(u"10.7.9.15/24"),
            "address");
    }
};

HYDRA_TEST_MAIN(TestInstant)
#include "test_instant.moc"
