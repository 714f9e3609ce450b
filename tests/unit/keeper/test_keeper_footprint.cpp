// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/run.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QFileInfo>

using namespace hydra;
using namespace hydra::test;

namespace {

constexpr qint64 kLimitKib = 10 << 10;

/// Proportional set size in KiB.
qint64 pssOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("Pss:"))
            return line.simplified().split(' ')[1].toLongLong();
    return 0;
}

bool isInstrumented()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#else
    return false;
#endif
}

} // namespace

class TestKeeperFootprint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theKeeperLoadsQtCoreAndNetworkOnly()
    {
        const auto result = run({.program = QStringLiteral("readelf"),
                                 .args = {QStringLiteral("-d"), programPath("hydra-keeper")},
                                 .env = {{QStringLiteral("LC_ALL"), QStringLiteral("C")}}});
        QVERIFY2(result, "readelf (binutils) is needed");
        int count = 0;
        for (const QByteArray &line : result->output.split('\n')) {
            if (!line.contains("(NEEDED)"))
                continue;
            ++count;
            const QByteArray library = line.mid(line.indexOf('[') + 1).chopped(1);
            const bool allowed =
                library.startsWith("libQt6Core.") || library.startsWith("libQt6Network.") ||
                library.startsWith("libstdc++.") || library.startsWith("libgcc_s.") ||
                library.startsWith("libc.") || library.startsWith("libm.") ||
                library.startsWith("ld-linux") || isInstrumented();
            QVERIFY2(allowed, library.constData());
        }
        QVERIFY(count >= 3);
    }

    void aFloodLeavesTheKeeperSmall()
    {
        if (isInstrumented())
            QSKIP("sanitizers take memory of their own");
        constexpr int kMib = 32;
        QJsonObject how = booting();
        how[QStringLiteral("flood_kib")] = kMib << 10;
        FakeVm vm(how);
        QProcess *keeper = vm.startKeeper();
        HYDRA_RUNNING(vm);
        QVERIFY(pssOf(keeper->processId()) > 0);
        QVERIFY(pssOf(keeper->processId()) <= kLimitKib);
        Screen screen(vm.plan.consoles[0].socket);
        const QString transcript = vm.plan.consoles[0].transcript;
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(transcript).size() +
                                         QFileInfo(transcript + QStringLiteral(".1")).size() >
                                     qint64(kMib) << 20,
                                 30000);
        const qint64 after = pssOf(keeper->processId());
        qInfo("PSS after %d MiB of console output: %lld KiB", kMib, after);
        QVERIFY(after > 0 && after <= kLimitKib);
    }
};

HYDRA_TEST_MAIN(TestKeeperFootprint)
#include "test_keeper_footprint.moc"
