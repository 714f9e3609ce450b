// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/grpc_client.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <ctime>
#include <optional>

using namespace hydra;
using hydra::test::programPath;
using namespace std::chrono_literals;

namespace {

/// A program with a port of its own; killed by the destructor.
class Program
{
public:
    Program(const QString &name, const QStringList &args)
    {
        m_process.start(programPath() + name, args);
        QTRY_VERIFY(m_process.canReadLine());
        port = m_process.readLine().trimmed().toUShort();
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
    quint16 port = 0;

private:
    QProcess m_process;
};

Program hostile(const char *mode)
{
    return Program(QStringLiteral("hostile_cri"),
                   {QLatin1String(mode), QStringLiteral("127.0.0.1:0")});
}

QString tcp(quint16 port)
{
    return QStringLiteral("tcp://127.0.0.1:%1").arg(port);
}

/// A proxy that lets a limited number of a server's bytes through, then stalls or disconnects.
class Cut : public QTcpServer
{
public:
    Cut(quint16 server, qint64 most, bool hangUp) : m_left(most)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(this, &QTcpServer::newConnection, this, [this, server, hangUp] {
            QTcpSocket *client = nextPendingConnection();
            auto *behind = new QTcpSocket(client);
            behind->connectToHost(QHostAddress::LocalHost, server);
            connect(client, &QTcpSocket::readyRead, behind,
                    [client, behind] { behind->write(client->readAll()); });
            connect(behind, &QTcpSocket::readyRead, client, [this, client, behind, hangUp] {
                const QByteArray bytes = behind->readAll().left(m_left);
                m_left -= bytes.size();
                client->write(bytes);
                if (m_left == 0 && hangUp)
                    client->disconnectFromHost();
            });
        });
    }

private:
    qint64 m_left;
};

/// The results of a unary and of a streaming call.
struct Answers {
    std::optional<Result<std::vector<CriContainer>>> typed;
    std::optional<Result<QJsonObject>> json;
};

Answers listFrom(CriClient &client)
{
    Answers answers;
    client.listContainers(
        [&](Result<std::vector<CriContainer>> result) { answers.typed = std::move(result); });
    client.call(QStringLiteral("ListContainers"), {},
                [&](Result<QJsonObject> result) { answers.json = std::move(result); });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(answers.typed && answers.json, 60'000); }();
    return answers;
}

double cpuSeconds(clockid_t clock)
{
    timespec time = {};
    ::clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c != u'\n' && c.category() == QChar::Other_Control; });
}

} // namespace

/// A runtime that lies, floods, stalls or disconnects: every call ends, once, with a message.
class TestCriHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerThatIsNoneIsAnError_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QString>("words");
        QTest::newRow("a gibibyte") << QByteArray("huge") << QStringLiteral("16 MiB");
        QTest::newRow("eight million things")
            << QByteArray("many") << QStringLiteral("more fields");
        QTest::newRow("nested without end")
            << QByteArray("deep") << QStringLiteral("ListContainersResponse");
        QTest::newRow("no protobuf")
            << QByteArray("garbage") << QStringLiteral("ListContainersResponse");
        QTest::newRow("other types")
            << QByteArray("types") << QStringLiteral("ListContainersResponse");
        QTest::newRow("no UTF-8") << QByteArray("text") << QStringLiteral("ListContainersResponse");
    }

    void anAnswerThatIsNoneIsAnError()
    {
        QFETCH(QByteArray, mode);
        QFETCH(QString, words);
        const Program server = hostile(mode.constData());
        GrpcCriClient client(tcp(server.port));
        client.setDeadline(60s);
        const Answers answers = listFrom(client);
        QVERIFY(!*answers.typed && !*answers.json);
        for (const Error &error : {answers.typed->error(), answers.json->error()}) {
            QCOMPARE(error.where, tcp(server.port));
            QVERIFY2(formatError(error).contains(words), qPrintable(formatError(error)));
        }
    }

    void aServerThatNeverEndsAnAnswerTimesOut_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::newRow("messages without end") << QByteArray("endless");
        QTest::newRow("nothing") << QByteArray("stall");
    }

    void aServerThatNeverEndsAnAnswerTimesOut()
    {
        QFETCH(QByteArray, mode);
        const Program server = hostile(mode.constData());
        GrpcCriClient client(tcp(server.port));
        client.setDeadline(500ms);
        const Answers answers = listFrom(client);
        QCOMPARE(answers.typed->error().code, ErrorCode::TimedOut);
        QCOMPARE(answers.json->error().code, ErrorCode::TimedOut);
    }

    void aPortThatAcceptsAndIsSilentTimesOut()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        GrpcCriClient client(tcp(silent.serverPort()));
        client.setDeadline(500ms);
        const Answers answers = listFrom(client);
        QCOMPARE(answers.typed->error().code, ErrorCode::TimedOut);
    }

    void anAnswerThatBreaksOffIsAnError_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<bool>("hangsUp");
        for (const qint64 bytes : {0, 9, 40, 400, 20'000}) {
            QTest::addRow("%lld, silence", bytes) << bytes << false;
            QTest::addRow("%lld, the end", bytes) << bytes << true;
        }
    }

    void anAnswerThatBreaksOffIsAnError()
    {
        QFETCH(qint64, bytes);
        QFETCH(bool, hangsUp);
        const Program server(QStringLiteral("fake_cri"),
                             {QStringLiteral("--pods"), QStringLiteral("60"),
                              QStringLiteral("--containers"), QStringLiteral("500")});
        Cut cut(server.port, bytes, hangsUp);
        GrpcCriClient client(tcp(cut.serverPort()));
        client.setDeadline(300ms);
        const Answers answers = listFrom(client);
        QVERIFY(!*answers.typed && !*answers.json);
        QVERIFY(!answers.typed->error().what.isEmpty());
    }

    void anErrorsWordsAreHarmless()
    {
        const Program server = hostile("error");
        GrpcCriClient client(tcp(server.port));
        const Error error = listFrom(client).json->error();
        QVERIFY2(!hasControls(error.what), qPrintable(error.what));
        QVERIFY(error.what.contains(u"evil"));
        QVERIFY(error.what.size() < 5000);
    }

    void anEventThatIsNoneEndsTheStream()
    {
        const Program server = hostile("garbage");
        GrpcCriClient client(tcp(server.port));
        std::optional<Result<bool>> end;
        int events = 0;
        client.stream(
            QStringLiteral("GetContainerEvents"), {}, [&](const QJsonObject &) { ++events; },
            [&](Result<bool> result) { end = std::move(result); });
        QTRY_VERIFY(end);
        QVERIFY(!*end);
        QVERIFY2((*end).error().what.contains(u"ContainerEventResponse"),
                 qPrintable((*end).error().what));
        QCOMPARE(events, 0);
    }

    void eventsWithoutEndDoNotPileUp()
    {
        const Program server = hostile("endless");
        GrpcCriClient client(tcp(server.port));
        std::optional<Result<bool>> end;
        int events = 0;
        const auto slow = [&](const QJsonObject &) {
            QThread::msleep(1);
            ++events;
        };
        client.stream(QStringLiteral("GetContainerEvents"), {}, slow,
                      [&](Result<bool> result) { end = std::move(result); });
        QTRY_VERIFY_WITH_TIMEOUT(end, 60'000);
        QVERIFY(!*end);
        QVERIFY2((*end).error().what.contains(u"more than can be buffered"),
                 qPrintable((*end).error().what));
        QVERIFY(events > 0);
    }

    void aClientDestroyedByAnEventIsToldNoFurther()
    {
        const Program server = hostile("endless");
        auto client = std::make_unique<GrpcCriClient>(tcp(server.port));
        int events = 0;
        int ends = 0;
        const auto destroy = [&](const QJsonObject &) {
            ++events;
            client.reset();
        };
        client->stream(QStringLiteral("GetContainerEvents"), {}, destroy,
                       [&](const Result<bool> &) { ++ends; });
        QThread::msleep(500); // gRPC's threads go on: many events wait when the first is told
        QTRY_VERIFY(!client);
        QTest::qWait(50);
        QCOMPARE(events, 1);
        QCOMPARE(ends, 0);
    }

    void largeEventsAreReadOnceAndNotInTheEventLoop()
    {
        const Program server = hostile("large");
        GrpcCriClient client(tcp(server.port));
        std::optional<Result<bool>> end;
        int events = 0;
        const double allBefore = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
        const double oursBefore = cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
        client.stream(
            QStringLiteral("GetContainerEvents"), {}, [&](const QJsonObject &) { ++events; },
            [&](Result<bool> result) { end = std::move(result); });
        QTRY_VERIFY_WITH_TIMEOUT(end, 60'000);
        const double all = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - allBefore;
        const double ours = cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - oursBefore;
        QVERIFY2(*end, *end ? "" : qPrintable(end->error().what));
        QCOMPARE(events, 60);
        QVERIFY2(ours < all / 3, qPrintable(QStringLiteral("%1 s of %2 s").arg(ours).arg(all)));
    }

    void thousandsOfContainersComeWhole()
    {
        const Program server(QStringLiteral("fake_cri"),
                             {QStringLiteral("--pods"), QStringLiteral("600"),
                              QStringLiteral("--containers"), QStringLiteral("5000")});
        GrpcCriClient client(tcp(server.port));
        const Answers answers = listFrom(client);
        QVERIFY2(*answers.typed, *answers.typed ? "" : qPrintable(answers.typed->error().what));
        QCOMPARE((*answers.typed)->size(), 5000U);
        QCOMPARE((**answers.json)[u"containers"].toArray().size(), 5000);
    }
};

HYDRA_TEST_MAIN(TestCriHostile)
#include "test_cri_hostile.moc"
