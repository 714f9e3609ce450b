// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "test_main.h"
#include "vm/qemu/guest_agent.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTimer>

using namespace hydra;

namespace {

/// An agent's port: answers as qemu-ga does, after what an earlier client left in the line.
class Port : public QObject
{
public:
    explicit Port(const QString &path)
    {
        if (!m_server.listen(path))
            qFatal("cannot listen");
        connect(&m_server, &QLocalServer::newConnection, this, [this] {
            m_client = m_server.nextPendingConnection();
            connect(m_client, &QLocalSocket::readyRead, this, [this] { read(); });
        });
    }

    bool runs = true;        ///< false: no agent in the guest
    int polls = 2;           ///< until a program has ended
    QList<QJsonObject> seen;
    QByteArray noise;        ///< said before the answer to a sync

private:
    void read()
    {
        m_input += m_client->readAll();
        for (qsizetype end; (end = m_input.indexOf('\n')) >= 0; m_input.remove(0, end + 1)) {
            QByteArray line = m_input.left(end);
            const bool delimited = line.startsWith('\xff');
            line.replace('\xff', "");
            const QJsonObject command = QJsonDocument::fromJson(line).object();
            seen << command;
            if (runs)
                answer(command, delimited);
        }
    }

    void answer(const QJsonObject &command, bool delimited)
    {
        const QString name = command[u"execute"].toString();
        const QJsonObject arguments = command[u"arguments"].toObject();
        if (name == u"guest-sync-delimited") {
            QVERIFY(delimited);
            return say(arguments[u"id"], noise + '\xff');
        }
        if (name == u"guest-exec" && arguments[u"path"].toString() == u"/absent")
            return send(QJsonObject{{QStringLiteral("error"), QJsonObject{{QStringLiteral("desc"), QStringLiteral("no such file")}}}}, {});
        if (name == u"guest-exec")
            return say(QJsonObject{{QStringLiteral("pid"), 7}}, {});
        if (--polls > 0)
            return say(QJsonObject{{QStringLiteral("exited"), false}}, {});
        say(QJsonObject{{QStringLiteral("exited"), true}, {QStringLiteral("exitcode"), 3},
                        {QStringLiteral("out-data"), QString::fromLatin1(QByteArray("out\xffput").toBase64())}}, {});
    }

    void say(const QJsonValue &value, const QByteArray &before) { send({{QStringLiteral("return"), value}}, before); }
    void send(const QJsonObject &json, const QByteArray &before)
    {
        const QByteArray line = before + QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
        for (const char byte : line) // however it is cut
            m_client->write(&byte, 1), m_client->flush();
    }

    QLocalServer m_server;
    QLocalSocket *m_client = nullptr;
    QByteArray m_input;
};

} // namespace

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
        Port port(path());
        GuestAgent agent(path());
        const auto exit = run(agent, {QStringLiteral("/bin/x"), {QStringLiteral("a b")}, {QStringLiteral("K=v")}, "in\n", std::chrono::seconds(5)});
        QVERIFY2(exit, exit ? "" : qPrintable(formatError(exit.error())));
        QCOMPARE(exit->code, 3);
        QCOMPARE(exit->output, QByteArray("out\xffput"));
        const QJsonObject asked = port.seen[1][u"arguments"].toObject();
        QCOMPARE(asked[u"arg"].toArray(), QJsonArray{QStringLiteral("a b")});
        QCOMPARE(asked[u"env"][1].toString(), QStringLiteral("K=v"));
        QCOMPARE(QByteArray::fromBase64(asked[u"input-data"].toString().toLatin1()), QByteArray("in\n"));
    }

    void whatAnEarlierClientLeftIsNoAnswer()
    {
        Port port(path());
        port.noise = "{\"return\": {\"pid\": 99}}\n{\"return\": 12345}\n{\"half";
        GuestAgent agent(path());
        const auto exit = run(agent, {QStringLiteral("/bin/x"), {}, {}, {}, std::chrono::seconds(5)});
        QVERIFY(exit);
        QCOMPARE(exit->code, 3);
    }

    void commandsRunOneAfterTheOther()
    {
        Port port(path());
        GuestAgent agent(path());
        QStringList order;
        agent.run({QStringLiteral("/bin/x"), {}, {}, {}, std::chrono::seconds(5)}, [&](const Result<GuestExit> &) { order << QStringLiteral("first"); });
        agent.run({QStringLiteral("/absent"), {}, {}, {}, std::chrono::seconds(5)}, [&](const Result<GuestExit> &exit) {
            order << (exit ? QStringLiteral("?") : exit.error().what);
        });
        QTRY_COMPARE(order, (QStringList{QStringLiteral("first"), QStringLiteral("no such file")}));
    }

    void aGuestWithoutAnAgentTimesOutWithAdvice()
    {
        Port port(path());
        port.runs = false;
        GuestAgent agent(path());
        const auto exit = run(agent, {QStringLiteral("/bin/x"), {}, {}, {}, std::chrono::milliseconds(300)});
        QVERIFY(!exit);
        QCOMPARE(exit.error().code, ErrorCode::TimedOut);
        QVERIFY(exit.error().hint.contains(u"qemu-guest-agent"));
        port.runs = true; // it came up later: the next command gets through
        QVERIFY(run(agent, {QStringLiteral("/bin/x"), {}, {}, {}, std::chrono::seconds(5)}));
    }

    void anAgentThatComesLateIsWaitedFor()
    {
        GuestAgent agent(path());
        std::unique_ptr<Port> port;
        QTimer::singleShot(300, this, [&] { port = std::make_unique<Port>(path()); });
        QVERIFY(run(agent, {QStringLiteral("/bin/x"), {}, {}, {}, std::chrono::seconds(5)}));
    }
};

HYDRA_TEST_MAIN(TestGuestAgent)
#include "test_guest_agent.moc"
