// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/control.h"
#include "tests/integration/support/integration_test.h"

#include <QJsonArray>
#include <QRandomGenerator>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("lab1");
const QString vm = QStringLiteral("lab1/vm");

enum Victim { Hydractl, Keeper, Qemu, KeeperAndQemu, All };
const char *const victimNames[] = {"hydractl", "keeper", "QEMU", "keeper and QEMU", "all"};

int numberFrom(const char *variable, int otherwise)
{
    bool ok = false;
    const int number = qEnvironmentVariableIntValue(variable, &ok);
    return ok ? number : otherwise;
}

} // namespace

/// HYDRA_KILLS: number of kills (50). HYDRA_SEED: repeats the moments and victims, as far as the
/// machine's timing allows.
class TestKillLoop : public IntegrationTest
{
    Q_OBJECT

    void kill(Victim victim, QProcess &up)
    {
        if (victim == Hydractl || victim == All)
            up.kill();
        for (const Running &process : box().processes()) {
            const bool keeper = process.isKeeper() && victim != Hydractl && victim != Qemu;
            const bool qemu = process.isQemu() && victim != Hydractl && victim != Keeper;
            if (keeper || qemu)
                killHard(process.id);
        }
    }

    // A killed QEMU may leave leaked clusters (exit 3), but no corruption. Reading a disk in use
    // may give an inconsistent view, so check again.
    void checkDisk(int &leaks)
    {
        const QString disk = box().vmState(vm) + QStringLiteral("/disk.qcow2");
        if (!QFile::exists(disk))
            return;
        Outcome check;
        for (int look = 0; look < 5 && check.code != 0 && check.code != 3; ++look) {
            const bool inUse = !box().qemus().empty();
            check = box().run(
                QStringLiteral("qemu-img"),
                QStringList{QStringLiteral("check"), QStringLiteral("--output=json"), disk} +
                    (inUse ? QStringList{QStringLiteral("-U")} : QStringList()));
        }
        QVERIFY2(check.code == 0 || check.code == 3, qPrintable(check.say()));
        QCOMPARE(check.json()[QStringLiteral("corruptions")].toInt(), 0);
        leaks += check.code == 3 ? 1 : 0;
    }

    Outcome up()
    {
        return box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--fresh-disk"),
                               QStringLiteral("--wait"), QStringLiteral("ssh"),
                               QStringLiteral("--timeout"), QStringLiteral("60")},
                              seconds(80));
    }

    void checkHealed()
    {
        VERIFY_EXIT(up(), 0);
        QCOMPARE(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("running"));
        // An ended one may still be exiting.
        QTRY_COMPARE_WITH_TIMEOUT(box().keepers().size(), size_t(1), 10000);
        QCOMPARE(box().qemus().size(), size_t(1));
        const auto status = askQemu(box(), vm, QStringLiteral("query-status"));
        QVERIFY2(status && (*status)[QStringLiteral("running")].toBool(),
                 "QEMU does not run its guest");
    }

private Q_SLOTS:
    void everyKillAtARandomMomentIsHealedByTheNextUp()
    {
        const int kills = numberFrom("HYDRA_KILLS", 50);
        const quint32 seed =
            quint32(numberFrom("HYDRA_SEED", int(QRandomGenerator::global()->bounded(1 << 30))));
        qInfo("seed %u, %d kills", seed, kills);
        QRandomGenerator random(seed);
        int leaks = 0;
        warm().prepare(box(), lab);
        for (int i = 0; i < kills; ++i) {
            const auto victim = Victim(random.bounded(5));
            const int delay = int(random.bounded(3000));
            const auto up = box().start({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                         QStringLiteral("ssh"), QStringLiteral("--fresh-disk")});
            QTest::qWait(delay);
            kill(victim, *up);
            QVERIFY2(up->state() == QProcess::NotRunning || up->waitForFinished(90000),
                     "up neither ends nor fails");
            const QString what = QStringLiteral("kill %1 of %2: %3 after %4 ms, seed %5")
                                     .arg(i + 1)
                                     .arg(kills)
                                     .arg(QLatin1String(victimNames[victim]))
                                     .arg(delay)
                                     .arg(seed);
            qInfo("%s", qPrintable(what));
            checkDisk(leaks);
            if (!QTest::currentTestFailed())
                checkHealed();
            if (!QTest::currentTestFailed() && (i + 1) % 10 == 0)
                VERIFY_EXIT(box().hydractl({QStringLiteral("wait"), lab, QStringLiteral("cri"),
                                            QStringLiteral("--timeout"), QStringLiteral("60")},
                                           seconds(70)),
                            0);
            if (QTest::currentTestFailed())
                return qCritical("%s", qPrintable(what));
            if (random.bounded(2) == 0)
                VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        }
        qInfo("disks with unused clusters, none damaged: %d of %d", leaks, kills);
    }
};

HYDRA_TEST_MAIN(TestKillLoop)
#include "test_kill_loop.moc"
