// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper_client/client.h"
#include "core/keeper_client/launch.h"
#include "core/keeper_client/protocol.h"
#include "tests/support/keeper_fixture.h"
#include "tests/support/test_main.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>

using namespace hydra;
using namespace hydra::test;

namespace {

} // namespace

class TestKeeperClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsAreAnsweredOrRefusedInWords()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        QVERIFY((*ask(watcher.client, QStringLiteral("state")))[QStringLiteral("vm")].isObject());
        QVERIFY((*ask(watcher.client, QStringLiteral("stats")))[QStringLiteral("rss_bytes")]
                    .toInteger() > 0);
        QVERIFY((*ask(watcher.client, QStringLiteral("forwards")))[QStringLiteral("forwards")]
                    .isArray());
        const auto status = ask(watcher.client, QStringLiteral("qmp"),
                                {{QStringLiteral("execute"), QStringLiteral("query-status")}});
        QCOMPARE((*status)[QStringLiteral("return")][QStringLiteral("status")].toString(),
                 QStringLiteral("running"));
        QVERIFY(!ask(watcher.client, QStringLiteral("qmp"),
                     {{QStringLiteral("execute"), QStringLiteral("no-such-command")}}));
        QCOMPARE(ask(watcher.client, QStringLiteral("shutdown")).error().code, ErrorCode::Conflict);
        QVERIFY(!ask(watcher.client, QStringLiteral("dance")));
    }

    void aReplyMayDestroyTheClient()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("k"));
        QLocalServer keeper;
        QVERIFY(keeper.listen(path));
        auto client = std::make_unique<KeeperClient>(path);
        client->open();
        QTRY_VERIFY(keeper.hasPendingConnections());
        int answers = 0;
        for (int i = 0; i < 3; ++i) {
            client->request(QStringLiteral("state"), {}, [&](const Result<QJsonObject> &) {
                ++answers;
                client.reset();
            });
        }
        keeper.nextPendingConnection()->abort();
        QTRY_VERIFY(!client);
        QCOMPARE(answers, 1); // its other callers may be gone with it
    }

    void hostileControlClientsHurtNobody()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Watcher watcher(vm);
        QLocalSocket rude, endless;
        rude.connectToServer(vm.plan.controlSocket());
        endless.connectToServer(vm.plan.controlSocket());
        QTRY_VERIFY(rude.canReadLine());
        rude.readLine();
        for (const auto &[said, code] :
             {std::pair("no json\n", "-32700"), std::pair("[]\n", "-32600"),
              std::pair("{\"jsonrpc\":\"2.0\",\"id\":[],\"method\":\"x\"}\n", "-32600"),
              std::pair("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}\n", "-32601")}) {
            rude.write(said);
            QTRY_VERIFY(rude.canReadLine());
            QByteArray answer = rude.readLine();
            QVERIFY2(answer.contains(code), answer.constData());
        }
        endless.write(QByteArray(1 << 20, 'x'));
        QTRY_COMPARE(endless.state(), QLocalSocket::UnconnectedState);
        QVERIFY(ask(watcher.client, QStringLiteral("state")));
    }

    void twoConsolesShowTheSameAndEitherIsHeard()
    {
        FakeVm vm(booting());
        vm.startKeeper();
        HYDRA_RUNNING(vm);
        Screen one(vm.plan.consoles[0].socket), two(vm.plan.consoles[0].socket);
        QTRY_VERIFY(one.bytes.contains("login") && two.bytes.contains("login"));
        QCOMPARE(one.boot, 1);
        one.channel.write("first\n");
        QTRY_VERIFY(two.bytes.contains("echo: first"));
        two.channel.write("second\n");
        QTRY_VERIFY(one.bytes.contains("echo: second") && two.bytes.contains("echo: second"));
        QCOMPARE(one.bytes, two.bytes);
        QCOMPARE(vm.file(QStringLiteral("serial.log")), one.bytes);
        one.channel.write("\x1b[1;1R"); // a report from the client that did not type last
        two.channel.write("third\x1b[2;2R\n");
        QTRY_VERIFY(one.bytes.contains("echo: third\x1b[2;2R\n"));
    }

    void nobodyLosesAByteOfAFlood_data()
    {
        QTest::addColumn<QString>("chardev");
        QTest::addColumn<int>("console");
        QTest::newRow("serial") << QStringLiteral("ser0") << 0;
        QTest::newRow("virtio") << QStringLiteral("hvc0") << 1;
    }

    void nobodyLosesAByteOfAFlood()
    {
        QFETCH(QString, chardev);
        QFETCH(int, console);
        constexpr qint64 kBytes = 8 << 20;
        FakeVm vm({{QStringLiteral("flood_kib"), kBytes >> 10},
                   {QStringLiteral("flood_console"), chardev},
                   {QStringLiteral("fail"), QJsonObject()}});
        // Holds the start back until both are connected: the flood starts with `cont`, and they can
        // connect only once the sockets exist.
        vm.plan.after = {{QStringLiteral("never"), vm.plan.runtimeDir + QStringLiteral("/d"),
                          QStringLiteral("ssh")}};
        vm.startKeeper();
        QTRY_COMPARE(toString(vm.status().state), toString(VmState::Waiting));
        QLocalServer dependency;
        Screen fast(vm.plan.consoles[static_cast<size_t>(console)].socket);
        QLocalSocket slow;
        slow.setReadBufferSize(4096);
        slow.connectToServer(vm.plan.consoles[static_cast<size_t>(console)].socket);
        QTRY_COMPARE(fast.boot, 0);
        QTRY_VERIFY(slow.bytesAvailable() > 0);
        QVERIFY(dependency.listen(vm.plan.after[0].controlSocket));
        VmStatus other;
        other.vm = {QStringLiteral("lab"), QStringLiteral("other")};
        other.state = VmState::Running;
        other.phases = {{Phase::Ssh, 1}};
        QTRY_VERIFY(dependency.hasPendingConnections());
        dependency.nextPendingConnection()->write(protocol::hello(QStringLiteral("0"), other));

        const QByteArray expected = floodOf(kBytes);
        QTRY_COMPARE_WITH_TIMEOUT(fast.bytes.size(), expected.size(), 20000);
        QVERIFY(fast.bytes == expected);
        QCOMPARE(vm.file(console == 0 ? QStringLiteral("serial.log") : QStringLiteral("hvc0.log")),
                 expected);
        QByteArray late = slow.readAll();
        QVERIFY(late.size() < expected.size() / 2); // it was slow indeed
        slow.setReadBufferSize(0);
        const qsizetype header = late.indexOf('\n') + 1;
        QTRY_VERIFY_WITH_TIMEOUT((late += slow.readAll()).size() - header >= expected.size(),
                                 20000);
        QVERIFY(late.mid(header) == expected);
    }
};

HYDRA_TEST_MAIN(TestKeeperClients)
#include "test_keeper_clients.moc"
