// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/boot_history.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace hydra;
using namespace hydra::test;

namespace {

/// Has VM's keeper receive what cloud-init posts.
void listenForPosts(FakeVm &vm)
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    vm.plan.webhookPort = free.serverPort();
    vm.plan.webhookToken = QStringLiteral("secret");
    vm.plan.expectCloudInit = true;
}

/// A guest's request to its keeper; returns the answer.
QByteArray request(const FakeVm &vm, const QByteArray &method, const QByteArray &path,
                   const QByteArray &body = {})
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, vm.plan.webhookPort);
    socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                 QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    [&] {
        QTRY_VERIFY((answer += socket.readAll()).contains("\r\n\r\n") &&
                    socket.state() == QAbstractSocket::UnconnectedState);
    }();
    return answer + socket.readAll();
}

} // namespace

/// What a keeper learns of its guest's set-up, and how long the boot took.
class TestKeeperProvisioning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGuestWithoutCloudInitTellsThatItIsSetUp()
    {
        FakeVm vm(booting());
        listenForPosts(vm);
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        const QByteArray answer =
            request(vm, "POST", "/secret",
                    "{\"name\":\"hydra-seed\",\"event_type\":\"finish\",\"result\":\"SUCCESS\"}");
        QCOMPARE(answer.mid(9, 3), QByteArray("200"));
        QTRY_VERIFY(vm.status().cloudInitDone);
        QVERIFY(!vm.status().provisioning.isKnown());
    }

    void cloudInitTellsItsStages()
    {
        FakeVm vm(booting());
        listenForPosts(vm);
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        const auto post = [&vm](const QByteArray &path, const QByteArray &body) {
            return request(vm, "POST", path, body).mid(9, 3);
        };
        const QByteArray done =
            "{\"name\": \"modules-final\", \"event_type\": \"finish\", \"result\": \"SUCCESS\"}";
        QCOMPARE(post("/wrong", done), QByteArray("404"));
        QCOMPARE(post("/secret", "rubbish"), QByteArray("400"));
        QVERIFY(!vm.status().cloudInitDone);
        QCOMPARE(post("/secret",
                      "{\"name\": \"modules-config/config-x\", \"event_type\": \"finish\","
                      " \"result\": \"FAIL\", \"description\": \"oh no\"}"),
                 QByteArray("200"));
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::CloudInit));
        QCOMPARE(vm.status().warnings.back(), QStringLiteral("cloud-init: x: failed"));
        QCOMPARE(post("/secret", done), QByteArray("200"));
        QTRY_COMPARE(toString(vm.status().phase), toString(Phase::Ready));
        QVERIFY(vm.status().cloudInitDone);
    }

    void aFailingModuleIsSaidWithItsTracebackAndLine()
    {
        FakeVm vm(booting());
        listenForPosts(vm);
        vm.plan.provisioning.file = QStringLiteral("/labs/a.yaml");
        vm.plan.provisioning.sources = {{.key = QStringLiteral("packages"),
                                         .path = QStringLiteral("packages"),
                                         .line = 4,
                                         .items = {{QStringLiteral("nosuch"), 5}}}};
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        // What nobody asked for is dropped; a keeper asks at the start.
        (void)request(vm, "POST", "/secret/report",
                      "==hydra modules\ncloud_final_modules:\n - a\n");
        QVERIFY(request(vm, "GET", "/secret/ask").endsWith("modules\n"));
        (void)request(
            vm, "POST", "/secret/report",
            "==hydra modules\ncloud_final_modules:\n - package_update_upgrade_install\n - b\n");
        QTRY_COMPARE(vm.status().provisioning.modulesExpected(), 2);
        QTcpSocket asking;
        asking.connectToHost(QHostAddress::LocalHost, vm.plan.webhookPort);
        asking.write("GET /secret/ask HTTP/1.0\r\n\r\n");
        QVERIFY(request(vm, "GET", "/elsewhere/ask").contains("404")); // the other was read before
        const QByteArray name = "\"modules-final/config-package-update-upgrade-install\"";
        (void)request(vm, "POST", "/secret", "{\"name\": " + name + ", \"event_type\": \"start\"}");
        QTRY_COMPARE(
            summaryOf(vm.status().provisioning),
            QStringLiteral("modules-final: package-update-upgrade-install, 0 of 2 modules"));
        (void)request(vm, "POST", "/secret",
                      "{\"name\": " + name + ", \"event_type\": \"finish\", \"result\": \"FAIL\"}");
        QByteArray answer;
        QTRY_VERIFY((answer += asking.readAll()).endsWith("logs\n"));
        QVERIFY(vm.status().warnings.empty());
        (void)request(vm, "POST", "/secret/report",
                      "==hydra log\n"
                      "2026-01-01 10:00:00,000 - util.py[DEBUG]: Running module "
                      "package-update-upgrade-install (x) failed\nTraceback (most recent call "
                      "last):\n  here\n"
                      "==hydra output\nE: Unable to locate package nosuch\n");
        QTRY_COMPARE(vm.status().warnings.size(), size_t(1));
        QCOMPARE(vm.status().warnings[0],
                 QStringLiteral("cloud-init: package-update-upgrade-install: E: Unable to locate "
                                "package nosuch (/labs/a.yaml:5: packages)"));
        const ProvisioningTrouble trouble = vm.status().provisioning.troubles.back();
        QVERIFY(trouble.traceback.contains(QStringLiteral("Traceback (most recent call last):")));
        (void)request(
            vm, "POST", "/secret",
            "{\"name\": \"modules-final\", \"event_type\": \"finish\", \"result\": \"FAIL\"}");
        QVERIFY(request(vm, "GET", "/secret/ask").endsWith("logs\n")); // the last one
        (void)request(vm, "POST", "/secret/report", "==hydra log\n");
        QVERIFY(request(vm, "GET", "/secret/ask").endsWith("end\n"));
        QVERIFY(vm.status().provisioning.isDone);
        QCOMPARE(vm.status().provisioning.troubles.size(), size_t(1));
    }

    void aBootIsKeptInItsImagesHistory()
    {
        FakeVm vm(booting());
        vm.plan.image = QStringLiteral("debian-13");
        vm.plan.bootHistory = vm.plan.stateDir + QStringLiteral("/boots.json");
        for (int i = 0; i < 5; ++i)
            QVERIFY(addToBootHistory(vm.plan.bootHistory,
                                     {.atMs = i,
                                      .accelerator = QStringLiteral("tcg"),
                                      .kind = QStringLiteral("first"),
                                      .phases = {{Phase::Firmware, 0}, {Phase::Kernel, 1}}}));
        vm.startKeeper();
        QTRY_COMPARE_WITH_TIMEOUT(toString(vm.status().phase), toString(Phase::Ready), 10000);
        QTRY_COMPARE(readBootHistory(vm.plan.bootHistory).size(), size_t(6));
        QCOMPARE(readBootHistory(vm.plan.bootHistory).back().vm, vm.plan.vm);
        QVERIFY(vm.status().warnings.empty()); // milliseconds are no regression
    }

    void aQuietGuestIsExplained()
    {
        FakeVm vm(booting());
        listenForPosts(vm);
        vm.plan.provisioning.quietSeconds = 1;
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        QVERIFY(request(vm, "GET", "/secret/ask").endsWith("modules\n"));
        (void)request(
            vm, "POST", "/secret",
            "{\"name\": \"modules-final/config-scripts-user\", \"event_type\": \"start\"}");
        QVERIFY(request(vm, "GET", "/secret/ask").endsWith("running\n"));
        (void)request(
            vm, "POST", "/secret/report",
            "==hydra running\n7 sh /var/lib/cloud/instance/scripts/runcmd\n8 sleep 999\n");
        QTRY_VERIFY(vm.status().provisioning.waiting.contains(QStringLiteral("`sleep 999`")));
        QVERIFY(!vm.status().provisioning.advice.isEmpty());
        QCOMPARE(toString(vm.status().state), toString(VmState::Running)); // nothing was ended
        (void)request(
            vm, "POST", "/secret",
            "{\"name\": \"modules-final/config-scripts-user\", \"event_type\": \"finish\"}");
        QTRY_VERIFY(vm.status().provisioning.waiting.isEmpty());
    }
};

HYDRA_TEST_MAIN(TestKeeperProvisioning)
#include "test_keeper_provisioning.moc"
