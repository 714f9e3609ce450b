// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/snapshot_test.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QRandomGenerator>

#include <functional>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

enum Victim { Command, Keeper, Qemu };
const char *const victimNames[] = {"the command", "the keeper", "QEMU"};

int numberFrom(const char *variable, int otherwise)
{
    bool ok = false;
    const int number = qEnvironmentVariableIntValue(variable, &ok);
    return ok ? number : otherwise;
}

} // namespace

/// Kills while a snapshot is made or restored.
/// HYDRA_KILLS: number of kills for each of create and restore (10). HYDRA_SEED: repeats a run.
class TestSnapshotKills : public SnapshotTest
{
    Q_OBJECT

    // A VM without a system: its firmware finds nothing to boot and idles. It costs next to
    // nothing, and markers on its two disks tell the moment they are from.
    void makeIdleVm()
    {
        const QString base = box().root() + QStringLiteral("/base.qcow2");
        VERIFY_EXIT(box().run(QStringLiteral("qemu-img"),
                              {QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-f"),
                               QStringLiteral("qcow2"), base, QStringLiteral("64M")}),
                    0);
        box().writeLab(
            lab, labText({QStringLiteral("name: vm"), QStringLiteral("image: ") + base,
                          QStringLiteral("accelerator: tcg"), QStringLiteral("firmware: none"),
                          QStringLiteral("cpu: 1"), QStringLiteral("memory: 64MiB"),
                          QStringLiteral("containerd: false"), QStringLiteral("disk_size: 64MiB"),
                          QStringLiteral("disks: [{name: data, size: 64MiB}]")}));
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab}), 0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 15000);
    }

    Outcome io(const QString &file, const QString &command)
    {
        return box().run(QStringLiteral("qemu-io"),
                         {QStringLiteral("-f"), QStringLiteral("qcow2"), QStringLiteral("-c"),
                          command, box().vmState(vm) + u'/' + file});
    }

    void fillDisks(int pattern)
    {
        for (const QString &file :
             {QStringLiteral("disk.qcow2"), QStringLiteral("disk-data.qcow2")})
            VERIFY_EXIT(io(file, QStringLiteral("write -P %1 0 8M").arg(pattern)), 0);
    }

    bool holds(const QString &file, int pattern)
    {
        const Outcome read = io(file, QStringLiteral("read -P %1 0 8M").arg(pattern));
        return read.ok() && !read.out.contains("verification failed");
    }

    QStringList listed()
    {
        QStringList names;
        const Outcome list = snapshot(
            {QStringLiteral("list"), lab, QStringLiteral("--format"), QStringLiteral("json")});
        for (const QJsonValue &one :
             list.json()[QStringLiteral("vms")][0][QStringLiteral("snapshots")].toArray())
            names << (one[QStringLiteral("pending")].toBool() ? QStringLiteral("PENDING ")
                                                              : QStringLiteral("hydra-")) +
                         one[QStringLiteral("name")].toString();
        names.sort();
        return list.ok() ? names : QStringList{list.say()};
    }

    QByteArray baseHash()
    {
        QFile file(QString::fromUtf8(contentOf(box().vmState(vm) + QStringLiteral("/disk.base"))));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
    }

    void strike(Victim victim, QProcess &command)
    {
        if (victim == Command)
            command.kill();
        for (const Running &process : box().processes()) {
            if ((victim == Command && process.name() == u"qemu-img") ||
                (victim == Keeper && process.isKeeper()) || (victim == Qemu && process.isQemu()))
                killHard(process.id);
        }
        QVERIFY2(command.state() == QProcess::NotRunning || command.waitForFinished(120000),
                 "the command neither ends nor fails");
    }

    void checkAlive()
    {
        QTRY_COMPARE_WITH_TIMEOUT(box().listed(vm)[QStringLiteral("state")].toString(),
                                  QStringLiteral("running"), 15000);
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
    // Kills the command at many random moments; the first of each kind in turn.
    void strikeOften(const std::function<QStringList()> &commandOf, int latest,
                     const std::function<void()> &check)
    {
        const int kills = numberFrom("HYDRA_KILLS", 10);
        const quint32 seed =
            quint32(numberFrom("HYDRA_SEED", int(QRandomGenerator::global()->bounded(1 << 30))));
        qInfo("seed %u, %d kills", seed, kills);
        QRandomGenerator random(seed);
        const QByteArray base = baseHash();
        QVERIFY(!base.isEmpty());
        for (int i = 0; i < kills && !QTest::currentTestFailed(); ++i) {
            const Blow blow{Victim(i % 3), int(random.bounded(latest))};
            const QString what = QStringLiteral("kill %1 of %2: %3 after %4 ms, seed %5")
                                     .arg(i + 1)
                                     .arg(kills)
                                     .arg(QLatin1String(victimNames[blow.victim]))
                                     .arg(blow.delay)
                                     .arg(seed);
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
                QStringList line{QStringLiteral("snapshot"), QStringLiteral("create"), lab,
                                 QStringLiteral("new%1").arg(++n)};
                if (n % 4 != 0)
                    line << QStringLiteral("--memory");
                return line;
            },
            800,
            [this] {
                const QStringList names = listed();
                QVERIFY2(names.contains(QStringLiteral("hydra-base")),
                         qPrintable(names.join(u' ')));
                for (const QString &file :
                     {QStringLiteral("disk.qcow2"), QStringLiteral("disk-data.qcow2")})
                    QCOMPARE(tagsInDisk(file), names);
                checkDisk();
                if (!box().qemus().empty())
                    QTRY_COMPARE_WITH_TIMEOUT(box().listed(vm)[QStringLiteral("state")].toString(),
                                              QStringLiteral("running"), 30000);
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
                QStringList line{QStringLiteral("snapshot"), QStringLiteral("restore"), lab,
                                 QStringLiteral("base")};
                if (++n % 3 == 0)
                    line << QStringLiteral("--disk-only");
                return line;
            },
            1500,
            [&] {
                QCOMPARE(listed(), QStringList{QStringLiteral("hydra-base")});
                if (QFile::exists(box().vmState(vm) + QStringLiteral("/restore.json")) &&
                    box().qemus().empty())
                    VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab}), 0);
                QTRY_VERIFY_WITH_TIMEOUT(
                    !QFile::exists(box().vmState(vm) + QStringLiteral("/restore.json")), 30000);
                VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
                QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty() && box().qemus().empty(), 30000);
                QCOMPARE(listed(), QStringList{QStringLiteral("hydra-base")});
                checkDisk();
                const bool first = holds(QStringLiteral("disk.qcow2"), 0xaa),
                           second = holds(QStringLiteral("disk-data.qcow2"), 0xaa);
                QCOMPARE(first, second);
                QVERIFY(first || (holds(QStringLiteral("disk.qcow2"), 0xbb) &&
                                  holds(QStringLiteral("disk-data.qcow2"), 0xbb)));
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
                return QStringList{QStringLiteral("snapshot"), QStringLiteral("restore"), lab,
                                   QStringLiteral("base")};
            },
            2000,
            [this] {
                QCOMPARE(this->listed(), QStringList{QStringLiteral("hydra-base")});
                QCOMPARE(tagsInDisk(), QStringList{QStringLiteral("hydra-base")});
                checkDisk();
                // It died before the restore began, or else the start finishes it.
                if (box().qemus().empty()) {
                    const bool unfinished =
                        QFile::exists(box().vmState(vm) + QStringLiteral("/restore.json"));
                    VERIFY_EXIT(unfinished ? box().hydractl({QStringLiteral("up"), lab})
                                           : restore(QStringLiteral("base")),
                                0);
                }
                checkAlive();
                QVERIFY(!QFile::exists(box().vmState(vm) + QStringLiteral("/restore.json")));
            });
    }
};

HYDRA_TEST_MAIN(TestSnapshotKills)
#include "test_snapshot_kills.moc"
