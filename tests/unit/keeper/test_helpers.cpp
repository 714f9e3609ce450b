// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/helpers.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>

using namespace hydra;

class TestHelpers : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    PlannedHelper helper(const char *name, const QString &script)
    {
        PlannedHelper planned;
        planned.role = QStringLiteral("virtiofsd");
        planned.purpose = QStringLiteral("the share of /srv/x");
        planned.socket = m_dir.filePath(QLatin1String(name));
        planned.command.program = QStringLiteral("/bin/sh");
        planned.command.args = {QStringLiteral("-c"), script, QStringLiteral("sh"), planned.socket};
        planned.command.outputFile = m_dir.filePath(QLatin1String(name) + QStringLiteral(".log"));
        return planned;
    }

    static QString listening() { return QStringLiteral(": >\"$1\"; exec sleep 1000"); }

private Q_SLOTS:
    void theyAreReadyWhenAllListen()
    {
        Helpers helpers(
            {helper("a", listening()), helper("b", QStringLiteral("sleep 0.1; ") + listening())});
        QSignalSpy ready(&helpers, &Helpers::ready);
        const std::vector<ProcessId> ids = helpers.launchHeld();
        QCOMPARE(ids.size(), std::size_t(2));
        QVERIFY(!QFile::exists(m_dir.filePath(QStringLiteral("a"))));
        helpers.go();
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, 20000);
        QVERIFY(isAlive(ids[0]) && isAlive(ids[1]));
        helpers.end();
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(ids[0]) && !isAlive(ids[1]), 20000);
        QVERIFY(!QFile::exists(m_dir.filePath(QStringLiteral("a"))));
    }

    void oneThatCannotStartSaysWhy()
    {
        Helpers helpers({helper("a", listening()),
                         helper("b", QStringLiteral("echo 'no such directory' >&2; exit 3"))});
        QSignalSpy ready(&helpers, &Helpers::ready);
        QSignalSpy failed(&helpers, &Helpers::failed);
        const std::vector<ProcessId> ids = helpers.launchHeld();
        helpers.go();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20000);
        QCOMPARE(failed[0][0].toString(),
                 QStringLiteral("the share of /srv/x cannot be offered: virtiofsd exited with code "
                                "3: no such directory; write `type: 9p` for it"));
        QCOMPARE(ready.count(), 0);
        helpers.end();
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(ids[0]), 20000);
    }

    void itsLossIsTold()
    {
        Helpers helpers({helper("a", listening())});
        QSignalSpy ready(&helpers, &Helpers::ready);
        QSignalSpy lost(&helpers, &Helpers::lost);
        const std::vector<ProcessId> ids = helpers.launchHeld();
        helpers.go();
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, 20000);
        QVERIFY(sendSignal(ids[0], SIGKILL));
        QTRY_COMPARE_WITH_TIMEOUT(lost.count(), 1, 20000);
        QCOMPARE(lost[0][0].toString(), QStringLiteral("the share of /srv/x"));
    }

    void theyOutliveWhoStartedThemAndAreAdopted()
    {
        std::vector<ProcessId> ids;
        const PlannedHelper planned = helper("a", listening());
        {
            Helpers first({planned});
            QSignalSpy ready(&first, &Helpers::ready);
            ids = first.launchHeld();
            first.go();
            QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, 20000);
        }
        QVERIFY(isAlive(ids[0]));
        Helpers second({planned});
        QSignalSpy lost(&second, &Helpers::lost);
        second.adopt(ids);
        QVERIFY(sendSignal(ids[0], SIGTERM));
        QTRY_COMPARE_WITH_TIMEOUT(lost.count(), 1, 20000);
    }

    void oneThatIgnoresItsEndIsKilled()
    {
        Helpers helpers({helper("a", QStringLiteral("trap '' TERM; : >\"$1\"; "
                                                    "while :; do sleep 1000; done"))});
        QSignalSpy ready(&helpers, &Helpers::ready);
        QSignalSpy lost(&helpers, &Helpers::lost);
        QSignalSpy ended(&helpers, &Helpers::ended);
        const std::vector<ProcessId> ids = helpers.launchHeld();
        helpers.go();
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, 20000);
        helpers.end();
        helpers.end();
        QVERIFY(isAlive(ids[0]));
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        QVERIFY(!isAlive(ids[0]));
        QCOMPARE(lost.count(), 0);
    }
};

HYDRA_TEST_MAIN(TestHelpers)
#include "test_helpers.moc"
