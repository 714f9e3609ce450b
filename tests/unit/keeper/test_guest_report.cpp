// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/cloud_init_log.h"
#include "core/boot/guest_report.h"
#include "core/boot/provisioning_events.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

// Worded as cloud-init 22.4 does.
const QString packagesLog = QStringLiteral(
    "2026-01-01 10:00:00,000 - util.py[WARNING]: an old boot's\n"
    "2026-01-02 10:00:00,000 - util.py[DEBUG]: Cloud-init v. 22.4.2 running 'init-local' at now.\n"
    "--\n"
    "2026-01-02 10:00:09,000 - util.py[WARNING]: Failed to install packages: ['jq', 'nosuch']\n"
    "2026-01-02 10:00:09,001 - util.py[DEBUG]: Failed to install packages: ['jq', 'nosuch']\n"
    "Traceback (most recent call last):\n"
    "  File \"/x.py\", line 95, in handle\n"
    "cloudinit.subp.ProcessExecutionError: Unexpected error while running command.\n"
    "Exit code: 100\n"
    "2026-01-02 10:00:09,002 - cc_package_update_upgrade_install.py[WARNING]: 1 failed with "
    "exceptions, re-raising the last one\n"
    "2026-01-02 10:00:09,003 - util.py[WARNING]: Running module package-update-upgrade-install "
    "(<module 'x' from '/x.py'>) failed\n"
    "2026-01-02 10:00:09,004 - util.py[DEBUG]: Running module package-update-upgrade-install "
    "(<module 'x' from '/x.py'>) failed\n"
    "Traceback (most recent call last):\n"
    "  File \"/y.py\", line 246, in _run_modules\n"
    "    ran, _r = cc.run(\n"
    "cloudinit.subp.ProcessExecutionError: Unexpected error while running command.\n"
    "Exit code: 100\n"
    "--\n"
    "2026-01-02 10:00:10,000 - cc_x.py[WARNING]: the clock\x1b[31m is odd\n");

Provisioning failing(const QString &module)
{
    Provisioning now;
    addTrouble(now, {.stage = QStringLiteral("modules-final"),
                     .module = module,
                     .words = QStringLiteral("failed")});
    return now;
}

PlannedProvisioning planned()
{
    PlannedProvisioning plan{.file = QStringLiteral("/labs/a.yaml")};
    plan.sources = {{.key = QStringLiteral("packages"),
                     .path = QStringLiteral("packages"),
                     .line = 7,
                     .items = {{QStringLiteral("jq"), 8}, {QStringLiteral("nosuch"), 9}}},
                    {.key = QStringLiteral("runcmd"),
                     .path = QStringLiteral("user_data: runcmd"),
                     .line = 12,
                     .items = {{QStringLiteral("sleep"), 13},
                               {QStringLiteral("frobnicate"), 14},
                               {QStringLiteral("echo"), 15}}}};
    return plan;
}

Provisioning quiet(const char *module)
{
    Provisioning now;
    const QByteArray body = QByteArray("{\"name\": \"modules-final/config-") + module +
                            "\", \"event_type\": \"start\"}";
    noteEvent(now, *parseCloudInitEvent(body), 1);
    return now;
}

} // namespace

class TestGuestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReportHasItsSections()
    {
        const GuestReport report =
            parseGuestReport("x\n==hydra modules\n - a\n==hydra log\nl\n==hydra output\no\n\n"
                             "==hydra running\n7 sh -c x \n8 sleep 9 \n==hydra other\nz\n");
        QCOMPARE(report.modules, QStringLiteral(" - a\n"));
        QCOMPARE(report.log, QStringLiteral("l\n"));
        QCOMPARE(report.output, QStringLiteral("o\n\n"));
        QCOMPARE(report.running,
                 (QStringList{QStringLiteral("7 sh -c x "), QStringLiteral("8 sleep 9 ")}));
        QCOMPARE(parseGuestReport({}), GuestReport());
        QCOMPARE(parseGuestReport("==hydra output\n 5%\r 60%\r100%\r\nend\r\n").output,
                 QStringLiteral("100%\nend\n\n"));
    }

    void theLastBootsFailuresAreRead()
    {
        const CloudInitLog log = readCloudInitLog(packagesLog);
        QCOMPARE(log.failures.size(), std::size_t(1));
        QCOMPARE(log.failures[0].module, QStringLiteral("package-update-upgrade-install"));
        QCOMPARE(log.failures[0].words,
                 QStringLiteral("Failed to install packages: ['jq', 'nosuch']"));
        QVERIFY(log.failures[0].traceback.startsWith(QStringLiteral("Traceback")));
        QVERIFY(log.failures[0].traceback.endsWith(QStringLiteral("Exit code: 100")));
        QCOMPARE(log.warnings, QStringList{QStringLiteral("the clock\x1b[31m is odd")});
        for (qsizetype cut = 0; cut < packagesLog.size(); ++cut)
            QVERIFY(readCloudInitLog(packagesLog.left(cut)).failures.size() <= 1);
    }

    void aCommandThatFailsIsNamed_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("words");
        QTest::newRow("silent") << QStringLiteral("Stdout: -\nStderr: -")
                                << QStringLiteral(
                                       "['locale-gen', 'de_DE'] ended with exit code 127");
        QTest::newRow("with words")
            << QStringLiteral("Stdout: a\n        b\nStderr: one\n        two: three")
            << QStringLiteral("['locale-gen', 'de_DE'] ended with exit code 127: two: three");
        QTest::newRow("cut") << QString()
                             << QStringLiteral("['locale-gen', 'de_DE'] ended with exit code 127");
    }

    void aCommandThatFailsIsNamed()
    {
        QFETCH(QString, said);
        QFETCH(QString, words);
        const CloudInitLog log = readCloudInitLog(
            QStringLiteral(
                "2026-01-02 10:00:09,004 - util.py[DEBUG]: Running module locale (<m>) "
                "failed\nTraceback (most recent call last):\n  File \"x\", line 1\n"
                "cloudinit.subp.ProcessExecutionError: Unexpected error while running "
                "command.\nCommand: ['locale-gen', 'de_DE']\nExit code: 127\nReason: -\n") +
            said);
        QCOMPARE(log.failures.size(), std::size_t(1));
        QCOMPARE(log.failures[0].words, words);
    }

    // Of 25.1, which installs what there is.
    void anExceptionThatSaysMoreThanTheWarningCounts()
    {
        const CloudInitLog log = readCloudInitLog(QStringLiteral(
            "2026-01-02 10:00:09,000 - log_util.py[WARNING]: Failure when attempting to install "
            "packages: ['jq', 'nosuch']\n"
            "2026-01-02 10:00:09,003 - log_util.py[WARNING]: Running module "
            "package_update_upgrade_install (<m>) failed\n"
            "2026-01-02 10:00:09,004 - log_util.py[DEBUG]: Running module "
            "package_update_upgrade_install (<m>) failed\nTraceback (most recent call last):\n"
            "    ~~~~^\ncloudinit.distros.PackageInstallerError: Failed to install the following "
            "packages: {'nosuch'}. See logs.\n"));
        QCOMPARE(log.failures.size(), std::size_t(1));
        QCOMPARE(log.failures[0].words,
                 QStringLiteral("Failed to install the following packages: {'nosuch'}. See logs."));
    }

    void aFailedPackageIsNamedWithItsLineAndTraceback()
    {
        Provisioning now = failing(QStringLiteral("package-update-upgrade-install"));
        const GuestReport report{
            .log = packagesLog,
            .output = QStringLiteral("Reading...\nE: Unable to locate package nosuch\n")};
        explainTroubles(now, report, planned(), 99);
        QCOMPARE(now.troubles.size(), std::size_t(2));
        const ProvisioningTrouble &trouble = now.troubles[0];
        QCOMPARE(trouble.words, QStringLiteral("E: Unable to locate package nosuch"));
        QCOMPARE(trouble.source, QStringLiteral("/labs/a.yaml:9: packages"));
        QVERIFY(trouble.traceback.contains(QStringLiteral("Traceback (most recent call last)")));
        QVERIFY(trouble.traceback.startsWith(QStringLiteral("Last output:")));
        QCOMPARE(now.troubles[1].words, QStringLiteral("the clock\\u001b[31m is odd"));
        QVERIFY(!now.troubles[1].grave);
        const Provisioning before = now;
        explainTroubles(now, report, planned(), 100); // the same report again
        QCOMPARE(now, before);
    }

    void aFailedCommandIsTheOneThatTheShellNames()
    {
        const QString log = QStringLiteral(
            "2026-01-02 10:00:09,003 - util.py[WARNING]: Running module scripts_user (<m>) failed\n"
            "2026-01-02 10:00:09,004 - util.py[DEBUG]: Running module scripts_user (<m>) failed\n"
            "Traceback (most recent call last):\n  File\nRuntimeError: Runparts: 1 failures\n");
        Provisioning now = failing(QStringLiteral("scripts-user"));
        explainTroubles(now,
                        {.log = log,
                         .output = QStringLiteral("/var/lib/cloud/instance/scripts/runcmd: 3: "
                                                  "frobnicate: not found\n")},
                        planned(), 1);
        QVERIFY(now.troubles[0].words.contains(QStringLiteral("frobnicate: not found")));
        QCOMPARE(now.troubles[0].source, QStringLiteral("/labs/a.yaml:14: user_data: runcmd"));
        Provisioning silent = failing(QStringLiteral("scripts-user"));
        explainTroubles(silent, {.log = log}, planned(), 1);
        QCOMPARE(silent.troubles[0].words, QStringLiteral("Runparts: 1 failures"));
        // A script's status is its last command's.
        QCOMPARE(silent.troubles[0].source, QStringLiteral("/labs/a.yaml:15: user_data: runcmd"));
    }

    void whatNobodyAskedForHasNoLine()
    {
        QCOMPARE(sourceOf(planned(), QStringLiteral("growpart"), {}), QString());
        QCOMPARE(sourceOf(planned(), QStringLiteral("package-update-upgrade-install"),
                          QStringLiteral("jq-dev nosuchthing")),
                 QStringLiteral("/labs/a.yaml:7: packages"));
        QCOMPARE(plannedProvisioningFromJson(toJson(planned())), planned());
        QCOMPARE(plannedProvisioningFromJson({}), PlannedProvisioning());
    }

    void waitingIsSaidWithWhatOneCanDo_data()
    {
        QTest::addColumn<QByteArray>("module");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QStringList>("running");
        QTest::addColumn<QString>("waiting");
        QTest::addColumn<QString>("advice");
        const QByteArray packages = "package-update-upgrade-install";
        const QStringList apt{QStringLiteral("41 apt-get --assume-yes --quiet update "),
                              QStringLiteral("42 /usr/lib/apt/methods/http")};
        QTest::newRow("lock") << packages
                              << QStringLiteral(
                                     "Waiting for cache lock: Could not get lock "
                                     "/var/lib/dpkg/lock-frontend. It is held by process "
                                     "612 (unattended-upgr)")
                              << apt << QStringLiteral("which unattended-upgr (process 612) holds")
                              << QStringLiteral("hydractl shell home/vm -- sudo kill 612");
        QTest::newRow("dns") << packages
                             << QStringLiteral("Err:1 http://x bookworm InRelease\n  Temporary "
                                               "failure resolving 'deb.debian.org'\n")
                             << apt << QStringLiteral("cannot resolve the name deb.debian.org")
                             << QStringLiteral("user_network.dns");
        QTest::newRow("mirror") << packages
                                << QStringLiteral("  Could not connect to deb.debian.org:80 "
                                                  "(1.2.3.4), connection timed out\n")
                                << apt << QStringLiteral("the package mirror cannot be reached")
                                << QStringLiteral("proxy");
        QTest::newRow("mute apt") << packages << QStringLiteral("Hit:1 x\n") << apt
                                  << QStringLiteral("`apt-get update` has said nothing")
                                  << QStringLiteral("--source serial");
        QTest::newRow("runcmd")
            << QByteArray("scripts-user") << QStringLiteral("E: an older line\n")
            << QStringList{QStringLiteral("50 /bin/sh /var/lib/cloud/instance/scripts/runcmd"),
                           QStringLiteral("51 sleep 1000")}
            << QStringLiteral("the command `sleep 1000` runs")
            << QStringLiteral("hydractl shell home/vm -- sudo kill 51`");
        QTest::newRow("unknown") << QByteArray("scripts-user") << QString() << QStringList()
                                 << QStringLiteral("scripts-user, no news for 40 s")
                                 << QStringLiteral("hydractl console home/vm");
    }

    void waitingIsSaidWithWhatOneCanDo()
    {
        QFETCH(QByteArray, module);
        QFETCH(QString, output);
        QFETCH(QStringList, running);
        QFETCH(QString, waiting);
        QFETCH(QString, advice);
        Provisioning now = quiet(module.constData());
        explainWaiting(now, {.output = output, .running = running}, QStringLiteral("home/vm"), 40);
        QVERIFY2(now.waiting.contains(waiting), qPrintable(now.waiting));
        QVERIFY2(now.advice.contains(advice), qPrintable(now.advice));
    }

    void aHostileReportIsLimited()
    {
        Provisioning now = failing(QStringLiteral("scripts-user"));
        QByteArray body = "==hydra log\n";
        for (int i = 0; i < 4000; ++i)
            body +=
                "2026-01-02 10:00:09,003 - u.py[ERROR]: " + QByteArray::number(i) + "\x1b]0;x\n";
        explainTroubles(now, parseGuestReport(body), planned(), 1);
        QVERIFY(now.troubles.size() <= 10);
        explainTroubles(
            now,
            parseGuestReport("==hydra log\n2026-01-02 10:00:09,004 - u.py[DEBUG]: Running "
                             "module scripts-user (m) failed\nTraceback (x):\n" +
                             QByteArray(100'000, 'y')),
            planned(), 1);
        QVERIFY(now.troubles[0].traceback.size() <= 6 << 10);
        for (const ProvisioningTrouble &trouble : now.troubles)
            QVERIFY(!trouble.words.contains(QChar(0x1b)));
    }
};

HYDRA_TEST_MAIN(TestGuestReport)
#include "test_guest_report.moc"
