// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/log_limits.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QFileInfo>

using namespace hydra;
using namespace hydra::test;

namespace {

} // namespace

/// What a guest prints may not fill this machine's disk.
class TestKeeperLogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFloodOnAConsoleIsLimitedAndSaidAndItsNewestStays_data()
    {
        QTest::addColumn<QString>("chardev");
        QTest::addColumn<int>("console");
        QTest::addColumn<QString>("log");
        QTest::newRow("serial") << QStringLiteral("ser0") << 0 << QStringLiteral("serial.log");
        QTest::newRow("virtio") << QStringLiteral("hvc0") << 1 << QStringLiteral("hvc0.log");
    }

    void aFloodOnAConsoleIsLimitedAndSaidAndItsNewestStays()
    {
        QFETCH(QString, chardev);
        QFETCH(int, console);
        QFETCH(QString, log);
        constexpr qint64 bytes = 5 * consoleLogLimit / 2;
        const QByteArray flood = floodOf(bytes);
        FakeVm vm({{QStringLiteral("flood_kib"), bytes >> 10},
                   {QStringLiteral("flood_console"), chardev}});
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Screen screen(vm.plan.consoles[std::size_t(console)].socket);
        QTRY_VERIFY_WITH_TIMEOUT(screen.bytes.endsWith(flood.right(1024)), 60000);
        QTRY_VERIFY_WITH_TIMEOUT(vm.file(log).endsWith(flood.right(1024)), 60000);
        // It followed into each new file; on a busy machine it may have been told what it missed.
        const QByteArray note = "came faster than they were read]\r\n";
        const qsizetype missed = screen.bytes.lastIndexOf(note);
        QVERIFY(flood.endsWith(missed < 0 ? screen.bytes : screen.bytes.mid(missed + note.size())));
        // QEMU may have been told of the next file only behind the flood; this is in it.
        screen.channel.write("still heard\n");
        QTRY_VERIFY(screen.bytes.contains("echo: still heard"));
        QTRY_VERIFY_WITH_TIMEOUT(vm.file(log + QStringLiteral(".1")).size() >= consoleLogLimit,
                                 10000);
        const QByteArray older = vm.file(log + QStringLiteral(".1"));
        const QByteArray kept = older + vm.file(log);
        QVERIFY(flood.endsWith(kept.left(kept.indexOf("echo: "))));
        QVERIFY2(older.size() + vm.file(log).size() < 3 * consoleLogLimit,
                 qPrintable(QString::number(older.size())));
        QVERIFY(
            vm.file(QStringLiteral("vm.log")).contains(log.toUtf8() + " has reached its limit"));
    }

    void aNewKeeperFindsTheConsoleWhereItWasMoved()
    {
        constexpr qint64 bytes = 3 * consoleLogLimit / 2;
        FakeVm vm({{QStringLiteral("flood_kib"), bytes >> 10},
                   {QStringLiteral("flood_console"), QStringLiteral("hvc0")}});
        QProcess *first = vm.startKeeper();
        HYDRA_RUNNING(vm);
        const QByteArray flood = floodOf(bytes);
        QTRY_VERIFY_WITH_TIMEOUT(vm.file(QStringLiteral("hvc0.log")).endsWith(flood.right(1024)),
                                 60000);
        QTRY_VERIFY(QFile::exists(vm.plan.consoles[1].otherVmSocket()));
        first->kill();
        QTRY_COMPARE(first->state(), QProcess::NotRunning);
        vm.startKeeper();
        QTRY_VERIFY(vm.file(QStringLiteral("vm.log")).contains("adopts QEMU"));
        Screen screen(vm.plan.consoles[1].socket);
        QTRY_VERIFY_WITH_TIMEOUT(!screen.bytes.isEmpty(), 10000);
        QTRY_VERIFY((screen.channel.write("hello\n"), QTest::qWait(300),
                     screen.bytes.contains("echo: hello")));
        QCOMPARE(vm.qemus().size(), std::size_t(1));
    }

    void aLogThatCannotBeBegunAnewGoesOnAndThatIsSaid()
    {
        constexpr qint64 bytes = 3 * consoleLogLimit / 2;
        FakeVm vm({{QStringLiteral("flood_kib"), bytes >> 10},
                   {QStringLiteral("flood_console"), QStringLiteral("hvc0")},
                   {QStringLiteral("command_error"),
                    QJsonObject{{QStringLiteral("chardev-change"), QStringLiteral("never")}}}});
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QTRY_COMPARE_WITH_TIMEOUT(vm.file(QStringLiteral("hvc0.log")).size(), bytes, 60000);
        QTRY_COMPARE(vm.status().warnings.size(), std::size_t(1));
        QVERIFY(vm.status().warnings[0].contains(u"never"));
    }

    void whatQemuPrintsIsLimitedToo()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QFile log(vm.plan.stateDir + QStringLiteral("/qemu.log"));
        QVERIFY(log.open(QIODevice::Append));
        log.write(QByteArray(programLogLimit, '-') + "the newest\n");
        log.close();
        QTRY_VERIFY_WITH_TIMEOUT(vm.file(QStringLiteral("qemu.log.1")).endsWith("the newest\n"),
                                 10000);
        QTRY_COMPARE(vm.file(QStringLiteral("qemu.log")).size(), 0);
        QTRY_VERIFY(
            vm.file(QStringLiteral("vm.log")).contains("qemu.log has reached its limit of 4 MiB"));
    }
};

HYDRA_TEST_MAIN(TestKeeperLogs)
#include "test_keeper_logs.moc"
