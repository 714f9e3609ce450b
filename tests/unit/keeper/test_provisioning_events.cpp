// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/provisioning_events.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>

using namespace hydra;

namespace {

CloudInitEvent posted(const char *name, const char *type, const char *result = "",
                      const char *description = "")
{
    const QJsonObject json{{QStringLiteral("name"), QLatin1String(name)},
                           {QStringLiteral("event_type"), QLatin1String(type)},
                           {QStringLiteral("result"), QLatin1String(result)},
                           {QStringLiteral("description"), QLatin1String(description)}};
    return parseCloudInitEvent(QJsonDocument(json).toJson()).value_or(CloudInitEvent());
}

CloudInitEvent begins(const char *name)
{
    return posted(name, "start");
}

CloudInitEvent ends(const char *name, const char *result = "SUCCESS")
{
    return posted(name, "finish", result, "ran successfully");
}

const QString lists = QStringLiteral("cloud_init_modules:\n - bootcmd\n - users-groups\n\n"
                                     "cloud_config_modules:\n - runcmd\n"
                                     "cloud_final_modules:\n - [scripts-user, always]\n"
                                     " - fan\n - final_message\nsystem_info:\n   distro: debian\n");

} // namespace

class TestProvisioningEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stagesAndModulesAreFollowed()
    {
        Provisioning now;
        noteEvent(now, begins("init-network/config-bootcmd"), 10);
        noteModuleLists(now, lists);
        QCOMPARE(summaryOf(now), QStringLiteral("init-network: bootcmd, 0 of 6 modules"));
        noteEvent(now, ends("init-network/config-bootcmd"), 20);
        noteEvent(now, ends("init-network"), 25); // users-groups was left out
        QCOMPARE(summaryOf(now), QStringLiteral("between two stages, 1 of 5 modules"));
        noteEvent(now, begins("modules-config"), 30);
        noteEvent(now, begins("modules-config/config-runcmd"), 31);
        QCOMPARE(now.module()->beganMs, 31);
        noteEvent(now, ends("modules-config/config-runcmd"), 32);
        noteEvent(now, ends("modules-config"), 33);
        noteEvent(now, begins("modules-final"), 40);
        noteEvent(now, begins("modules-final/config-scripts_user"), 41);
        QCOMPARE(now.module()->name, QStringLiteral("scripts-user"));
        QCOMPARE(now.stages.back().ahead,
                 (QStringList{QStringLiteral("fan"), QStringLiteral("final-message")}));
        noteEvent(now, begins("modules-final/config-final-message"), 50);
        QCOMPARE(now.stages.back().modules[0].endedMs, 50); // its end was not heard
        noteEvent(now, ends("modules-final/config-final-message"), 51);
        QVERIFY(!now.isDone);
        noteEvent(now, ends("modules-final"), 52);
        QVERIFY(now.isDone);
        QCOMPARE(summaryOf(now), QStringLiteral("finished, 4 of 4 modules"));
        QVERIFY(now.troubles.empty());
        QCOMPARE(provisioningFromJson(toJson(now)), now);
    }

    void aFailureIsOneTroubleOfItsModule()
    {
        Provisioning now;
        noteEvent(now, ends("modules-final/config-scripts-user", "FAIL"), 5);
        noteEvent(now, ends("modules-final/config-scripts-user", "FAIL"), 6);
        noteEvent(now, ends("modules-final", "FAIL"), 7);
        QCOMPARE(now.troubles.size(), std::size_t(1));
        QCOMPARE(now.troubles[0].module, QStringLiteral("scripts-user"));
        QVERIFY(now.troubles[0].grave);
        QVERIFY(now.stages[0].modules[0].result == ModuleResult::Failed);
        noteEvent(now, ends("init-network/consume-user-data", "WARN"), 8);
        QCOMPARE(now.troubles.size(), std::size_t(2));
        QVERIFY(!now.troubles[1].grave);
        QCOMPARE(provisioningFromJson(toJson(now)), now);
    }

    void aRebootIsCountedAndExpectedOnce()
    {
        Provisioning now;
        noteReboot(now); // before cloud-init said anything
        QCOMPARE(now.rebootsDone, 0);
        now.rebootsToCome = 1;
        noteEvent(now, begins("modules-final/config-scripts-user"), 1);
        noteEvent(now, ends("modules-final"), 2);
        noteReboot(now);
        QCOMPARE(now.rebootsDone, 1);
        QCOMPARE(now.rebootsToCome, 0);
        QVERIFY(!now.isKnown());
        noteEvent(now, ends("modules-final"), 3);
        noteReboot(now); // the user's
        QCOMPARE(now.rebootsDone, 1);
    }

    void whatRanInAnEarlierBootExpectsNoReboot()
    {
        Provisioning now;
        now.rebootsToCome = 1;
        noteEvent(
            now,
            posted("init-network/config-ssh", "finish", "SUCCESS", "config-ssh previously ran"), 1);
        QVERIFY(now.repeated);
        QCOMPARE(now.rebootsToCome, 0);
    }

    void aHostileGuestIsLimited()
    {
        Provisioning now;
        noteEvent(now, begins("no-such-stage/config-x"), 1);
        QVERIFY(!now.isKnown());
        for (int i = 0; i < 300; ++i) {
            const QByteArray name = "modules-final/config-" + QByteArray::number(i);
            noteEvent(now, ends(name.constData(), "FAIL"), i);
        }
        QCOMPARE(now.stages.size(), std::size_t(1));
        QCOMPARE(now.stages[0].modules.size(), std::size_t(100));
        QCOMPARE(now.troubles.size(), std::size_t(10));
        QString many = QStringLiteral("cloud_final_modules:\n");
        for (int i = 0; i < 1000; ++i)
            many += QStringLiteral(" - m%1\n").arg(i);
        noteModuleLists(now, many);
        QVERIFY(now.stages[0].ahead.size() <= 100);
        const QByteArray evil = "modules-final/config-" + QByteArray(500, 'x') + "\x1b[2J\x9b";
        const CloudInitEvent parsed = posted(evil.constData(), "start");
        QVERIFY(parsed.child.size() <= 64);
        QVERIFY(!guestLine(QStringLiteral("a\x1b[31m\u202e\nb"), 100).contains(QChar(0x1b)));
        QCOMPARE(guestLine(QStringLiteral("a\nb"), 100), QStringLiteral("a b"));
        QCOMPARE(guestText(QStringLiteral("abcdef"), 4), QStringLiteral("\u2026def"));
    }

    void eventsAreRead()
    {
        QVERIFY(!parseCloudInitEvent("no json"));
        QVERIFY(!parseCloudInitEvent("{\"name\": \"x\"}"));
        QVERIFY(!parseCloudInitEvent("{\"name\": \"x\", \"event_type\": \"other\"}"));
        QVERIFY(!begins("modules-final").endsAll());
        QVERIFY(ends("modules_final", "WARN").endsAll());
        QCOMPARE(ends("modules-config/config-runcmd", "FAIL").subject(),
                 QStringLiteral("modules-config: runcmd"));
        const QByteArray whole = "{\"name\": \"a/b\", \"event_type\": \"finish\", \"result\": 7}";
        for (qsizetype cut = 0; cut < whole.size(); ++cut)
            QVERIFY(!parseCloudInitEvent(whole.left(cut)));
        QVERIFY(parseCloudInitEvent(whole));
    }
};

HYDRA_TEST_MAIN(TestProvisioningEvents)
#include "test_provisioning_events.moc"
