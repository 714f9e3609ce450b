// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/guest_agent.h"
#include "tests/support/fake_agent.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTimer>

using namespace hydra;
using hydra::test::FakeAgent;

class TestGuestAgent : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("g")); }

    static Result<GuestExit> run(GuestAgent &agent, const GuestCommand &command)
    {
        std::optional<Result<GuestExit>> answer;
        agent.run(command, [&](Result<GuestExit> exit) { answer = std::move(exit); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 10000))
            return fail(ErrorCode::TimedOut, QStringLiteral("no answer"));
        return *answer;
    }

private Q_SLOTS:
    void aProgramsEndAndOutputComeBack()
    {
        FakeAgent port(path());
        GuestAgent agent(path());
        const auto exit = run(agent, {QStringLiteral("/bin/x"),
                                      {QStringLiteral("a b")},
                                      {QStringLiteral("K=v")},
                                      "in\n",
                                      std::chrono::seconds(5)});
        QVERIFY2(exit, exit ? "" : qPrintable(formatError(exit.error())));
        QCOMPARE(exit->code, 3);
        QCOMPARE(exit->output, QByteArray("out\xffput"));
        const QJsonObject asked = port.seen[1][u"arguments"].toObject();
        QCOMPARE(asked[u"arg"].toArray(), QJsonArray{QStringLiteral("a b")});
        QCOMPARE(asked[u"env"][1].toString(), QStringLiteral("K=v"));
        QCOMPARE(QByteArray::fromBase64(asked[u"input-data"].toString().toLatin1()),
                 QByteArray("in\n"));
    }

    void aReplyMayDestroyIt()
    {
        FakeAgent port(path());
        auto agent = std::make_unique<GuestAgent>(path());
        agent->ask(QStringLiteral("guest-ping"), std::chrono::seconds(5),
                   [&](const Result<QJsonValue> &) { agent.reset(); });
        QTRY_VERIFY_WITH_TIMEOUT(!agent, 10'000);
    }

    void whatAnEarlierClientLeftIsNoAnswer()
    {
        FakeAgent port(path());
        port.noise = "{\"return\": {\"pid\": 99}}\n{\"return\": 12345}\n{\"half";
        GuestAgent agent(path());
        const auto exit =
            run(agent, {.path = QStringLiteral("/bin/x"), .timeout = std::chrono::seconds(5)});
        QVERIFY(exit);
        QCOMPARE(exit->code, 3);
    }

    void commandsRunOneAfterTheOther()
    {
        FakeAgent port(path());
        GuestAgent agent(path());
        QStringList order;
        agent.run({.path = QStringLiteral("/bin/x"), .timeout = std::chrono::seconds(5)},
                  [&](const Result<GuestExit> &) { order << QStringLiteral("first"); });
        agent.run({.path = QStringLiteral("/absent"), .timeout = std::chrono::seconds(5)},
                  [&](const Result<GuestExit> &exit) {
                      order << (exit ? QStringLiteral("?") : exit.error().what);
                  });
        QTRY_COMPARE(order, (QStringList{QStringLiteral("first"), QStringLiteral("no such file")}));
    }

    void aGuestWithoutAnAgentTimesOutWithAdvice()
    {
        FakeAgent port(path());
        port.runs = false;
        GuestAgent agent(path());
        const auto exit = run(
            agent, {.path = QStringLiteral("/bin/x"), .timeout = std::chrono::milliseconds(300)});
        QVERIFY(!exit);
        QCOMPARE(exit.error().code, ErrorCode::TimedOut);
        QVERIFY(exit.error().hint.contains(u"qemu-guest-agent"));
        port.runs = true; // the agent started later: the next command succeeds
        QVERIFY(run(agent, {.path = QStringLiteral("/bin/x"), .timeout = std::chrono::seconds(5)}));
    }

    void anAgentThatComesLateIsWaitedFor()
    {
        GuestAgent agent(path());
        std::unique_ptr<FakeAgent> port;
        QTimer::singleShot(300, this, [&] { port = std::make_unique<FakeAgent>(path()); });
        QVERIFY(run(agent, {.path = QStringLiteral("/bin/x"), .timeout = std::chrono::seconds(5)}));
    }
};

HYDRA_TEST_MAIN(TestGuestAgent)
#include "test_guest_agent.moc"
