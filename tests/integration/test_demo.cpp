// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

#include <QJsonArray>

using namespace hydra::test;

class TestDemo : public IntegrationTest
{
    Q_OBJECT

private Q_SLOTS:
    void demoShowsTheContainersStateAndThreeReadings()
    {
        const QByteArray text = warm().demoOutput();
        QVERIFY2(text.contains("thermostat"), text.constData());
        QVERIFY2(text.toLower().contains("running"), text.constData());
        int readings = 0;
        for (const QByteArray &line : text.split('\n')) {
            const QJsonObject reading = QJsonDocument::fromJson(line).object();
            readings += reading.contains(QStringLiteral("temperature_c")) ? 1 : 0;
        }
        QVERIFY2(readings >= 3, text.constData());
    }

    void aForkOfTheWarmGuestReachesCriWithinSeconds()
    {
        const Outcome forked = warm().fork(box(), QStringLiteral("fork"));
        VERIFY_EXIT(forked, 0);
        const Outcome uname = box().guest(QStringLiteral("fork/vm"), QStringLiteral("uname -s"));
        VERIFY_EXIT(uname, 0);
        QCOMPARE(uname.out, QByteArray("Linux\n"));
    }

    void itsPodGoesOnAfterTheRestore()
    {
        VERIFY_EXIT(warm().fork(box(), QStringLiteral("fork")), 0);
        const QString count =
            QStringLiteral("sudo cat /var/log/pods/*thermostat*/thermostat/*.log | wc -l");
        const int before = box().guest(QStringLiteral("fork/vm"), count).out.trimmed().toInt();
        int after = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            (after = box().guest(QStringLiteral("fork/vm"), count).out.trimmed().toInt()) > before,
            30000);
        QVERIFY(before > 0);
    }
};

HYDRA_TEST_MAIN(TestDemo)
#include "test_demo.moc"
