// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_lock.h"
#include "core/boot/boot_history.h"
#include "core/host/paths.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>

#include <thread>

using namespace hydra;

namespace {

const QString debian = QStringLiteral("debian-13");

BootRecord bootAt(qint64 atMs, qint64 kernelMs, qint64 criMs, const char *accelerator = "tcg",
                  const char *kind = "first")
{
    return {.atMs = atMs,
            .vm = {QStringLiteral("home"), QStringLiteral("vm")},
            .accelerator = QLatin1String(accelerator),
            .kind = QLatin1String(kind),
            .phases = {{Phase::Firmware, 0},
                       {Phase::Kernel, kernelMs},
                       {Phase::Containerd, criMs - 500},
                       {Phase::Cri, criMs},
                       {Phase::Ready, criMs}}};
}

std::vector<BootRecord> usualBoots(int count, const char *accelerator = "tcg")
{
    std::vector<BootRecord> boots;
    for (int i = 0; i < count; ++i)
        boots.push_back(bootAt(i, 4000, 20'000 + i * 100, accelerator));
    return boots;
}

} // namespace

class TestBootHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlowBootIsSaidWithItsStep()
    {
        const QString words = regressionOf(bootAt(100, 24'000, 41'000), usualBoots(8), debian);
        QCOMPARE(words,
                 QStringLiteral("slower than usual: cri after 41 s; the median of the last 8 "
                                "boots of debian-13 with tcg is 20 s; most of it before "
                                "kernel: 24 s instead of 4.0 s"));
    }

    void whatIsNoRegression_data()
    {
        QTest::addColumn<int>("others");
        QTest::addColumn<QByteArray>("accelerator");
        QTest::addColumn<qint64>("criMs");
        QTest::addColumn<bool>("isSlow");
        QTest::newRow("slow") << 5 << QByteArray("tcg") << qint64(40'000) << true;
        QTest::newRow("too few to tell") << 4 << QByteArray("tcg") << qint64(40'000) << false;
        QTest::newRow("another accelerator") << 9 << QByteArray("kvm") << qint64(40'000) << false;
        QTest::newRow("just half more") << 5 << QByteArray("tcg") << qint64(30'300) << false;
        QTest::newRow("faster") << 5 << QByteArray("tcg") << qint64(9000) << false;
    }

    void whatIsNoRegression()
    {
        QFETCH(int, others);
        QFETCH(QByteArray, accelerator);
        QFETCH(qint64, criMs);
        QFETCH(bool, isSlow);
        const BootRecord boot = bootAt(100, 4000, criMs, accelerator.constData());
        QCOMPARE(!regressionOf(boot, usualBoots(others), debian).isEmpty(), isSlow);
    }

    void secondsThatNobodyNoticesAreNoRegression()
    {
        std::vector<BootRecord> boots;
        for (int i = 0; i < 6; ++i)
            boots.push_back(bootAt(i, 100, 900, "kvm", "instant"));
        QVERIFY(regressionOf(bootAt(9, 100, 2500, "kvm", "instant"), boots, debian).isEmpty());
        // Kinds are not compared with each other.
        QVERIFY(regressionOf(bootAt(9, 100, 25'000, "kvm", "first"), boots, debian).isEmpty());
    }

    void onlyEarlierBootsCount()
    {
        QVERIFY(regressionOf(bootAt(0, 4000, 90'000), usualBoots(9), debian).isEmpty());
        QVERIFY(regressionOf({}, usualBoots(9), debian).isEmpty());
    }

    void aStatusBecomesARecord()
    {
        VmStatus status;
        QVERIFY(!bootRecord(status));
        status.accelerator = QStringLiteral("tcg");
        status.phases = {{Phase::Firmware, 1000},
                         {Phase::Ssh, 9000},
                         {Phase::Kernel, 4000},
                         {Phase::Cri, 12'000},
                         {Phase::Containerd, 11'000}};
        const BootRecord boot = *bootRecord(status);
        QCOMPARE(boot.kind, QStringLiteral("first"));
        QCOMPARE(boot.last()->ms, 11'000);
        QVERIFY(std::is_sorted(boot.phases.begin(), boot.phases.end(),
                               [](const auto &a, const auto &b) { return a.ms < b.ms; }));
        status.phases[3].atMs = 90'000; // when somebody looked
        QVERIFY(bootRecord(status)->last()->phase == Phase::Containerd);
        status.provisioning.repeated = true;
        QCOMPARE(bootRecord(status)->kind, QStringLiteral("again"));
        status.start = QStringLiteral("instant");
        QCOMPARE(bootRecord(status)->kind, QStringLiteral("instant"));
    }

    void boundedAndReadAgain()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("boots.d/x.json"));
        QVERIFY(readBootHistory(file).empty());
        for (int i = 0; i < 70; ++i)
            QVERIFY(addToBootHistory(file, bootAt(i, 1, 1000 + i)));
        const std::vector<BootRecord> boots = readBootHistory(file);
        QCOMPARE(boots.size(), std::size_t(60));
        QCOMPARE(boots.front(), bootAt(10, 1, 1010));
        QCOMPARE(boots.back(), bootAt(69, 1, 1069));
    }

    void aDamagedFileBeginsAnew()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("x.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"boots\": [{\"phases\": 7}, 3, {\"at_ms\"");
        file.close();
        QVERIFY(readBootHistory(path).empty());
        QVERIFY(addToBootHistory(path, bootAt(1, 1, 2)));
        QCOMPARE(readBootHistory(path).size(), std::size_t(1));
    }

    void twoKeepersLoseNothing()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("x.json"));
        const auto add = [&file](qint64 from) {
            for (qint64 i = from; i < from + 20;) {
                if (addToBootHistory(file, bootAt(i, 1, 2)))
                    ++i;
            }
        };
        std::thread other(add, 100);
        add(200);
        other.join();
        QCOMPARE(readBootHistory(file).size(), std::size_t(40));
    }

    void aHeldLockIsAConflict()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("x.json"));
        const auto lock = FileLock::acquire(file + QStringLiteral(".lock"));
        QVERIFY(lock);
        const auto added = addToBootHistory(file, bootAt(1, 1, 2));
        QVERIFY(!added);
        QVERIFY(added.error().code == ErrorCode::Conflict);
    }

    void imagesHaveFilesOfTheirOwn()
    {
        Paths paths;
        paths.stateDir = QStringLiteral("/s");
        const QString a = paths.bootHistory(QStringLiteral("/x/../a b.qcow2"));
        QVERIFY2(a.startsWith(QStringLiteral("/s/boots.d/_x____a_b_qcow2-")), qPrintable(a));
        QVERIFY(a != paths.bootHistory(QStringLiteral("/x/../a.b.qcow2")));
    }
};

HYDRA_TEST_MAIN(TestBootHistory)
#include "test_boot_history.moc"
