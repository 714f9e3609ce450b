// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/grpc/grpc_client.h"
#include "test_main.h"

#include <QPointer>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#include <optional>

using namespace hydra;
using namespace std::chrono_literals;

namespace {

/// One fake runtime behind a socket; killed with this.
class FakeCri
{
public:
    explicit FakeCri(const QStringList &behaviour = {}) { start(behaviour); }
    ~FakeCri() { kill(); }

    void start(const QStringList &behaviour = {})
    {
        QFile::remove(path());
        m_process.start(QStringLiteral(HYDRA_BIN_DIR "/fake_cri"),
                        QStringList{QStringLiteral("--listen"), QStringLiteral("unix:") + path()}
                            + behaviour);
        QTRY_VERIFY(m_process.canReadLine());
        m_process.readAllStandardOutput();
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
    [[nodiscard]] QString endpoint() const { return QStringLiteral("unix://") + path(); }

private:
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("cri.sock")); }
    QTemporaryDir m_dir;
    QProcess m_process;
};

/// What a callback brought, and how often it came.
template <typename T>
struct Answer {
    CriClient::Done<T> store()
    {
        return [this](Result<T> result) {
            ++times;
            value = std::move(result);
        };
    }
    std::optional<Result<T>> value;
    int times = 0;
};

CriPodSpec lamp()
{
    CriPodSpec spec;
    spec.name = QStringLiteral("lamp");
    spec.containerName = QStringLiteral("bulb");
    spec.image = QStringLiteral("docker.io/library/busybox:latest");
    spec.command = {QStringLiteral("sleep"), QStringLiteral("60")};
    spec.labels = {{QStringLiteral("app"), QStringLiteral("home")}};
    return spec;
}

QStringList failing(const char *method, int code)
{
    return {QStringLiteral("--fail"),
            QStringLiteral("%1=%2").arg(QString::fromLatin1(method)).arg(code)};
}

QStringList slow(const char *method)
{
    return {QStringLiteral("--delay"), QString::fromLatin1(method) + QStringLiteral("=60000")};
}

} // namespace

class TestCriClient : public QObject
{
    Q_OBJECT

private:
    static std::vector<CriPod> podsOf(CriClient &client)
    {
        Answer<std::vector<CriPod>> pods;
        client.listPods(pods.store());
        const bool came = QTest::qWaitFor([&] { return pods.times == 1; });
        return came && *pods.value ? **pods.value : std::vector<CriPod>(99);
    }

private Q_SLOTS:
    void aRuntimeTellsWhoItIsAndHowItIs()
    {
        FakeCri fake;
        GrpcCriClient client(fake.endpoint());
        Answer<CriVersion> version;
        Answer<std::vector<CriCondition>> conditions;
        Answer<std::vector<CriImage>> images;
        client.version(version.store());
        client.status(conditions.store());
        client.listImages(images.store());
        QCOMPARE(version.times, 0); // never from within the call
        QTRY_COMPARE(version.times + conditions.times + images.times, 3);
        QCOMPARE((*version.value)->runtimeName, QStringLiteral("fake_cri"));
        QCOMPARE((*version.value)->runtimeVersion, QStringLiteral("1.7.24"));
        QCOMPARE((*version.value)->apiVersion, QStringLiteral("v1"));
        QCOMPARE((*conditions.value)->size(), 2U);
        QVERIFY((*conditions.value)->at(0).status);
        QVERIFY(!(*conditions.value)->at(1).status);
        QCOMPARE((*conditions.value)->at(1).reason, QStringLiteral("NetworkPluginNotReady"));
        QCOMPARE((*images.value)->at(0).tags.value(0), lamp().image);
    }

    void aRuntimeBehindAPortIsTheSame_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
        QTest::newRow("IPv6") << QStringLiteral("[::1]");
        QTest::newRow("name") << QStringLiteral("localhost");
    }

    void aRuntimeBehindAPortIsTheSame()
    {
        QFETCH(QString, host);
        if (host.startsWith(u'[') && !QTcpServer().listen(QHostAddress::LocalHostIPv6))
            QSKIP("this machine has no IPv6");
        QProcess fake;
        fake.start(QStringLiteral(HYDRA_BIN_DIR "/fake_cri"),
                   {QStringLiteral("--listen"), host + QStringLiteral(":0")});
        QTRY_VERIFY(fake.canReadLine());
        const QString port = QString::fromLatin1(fake.readLine().trimmed());
        GrpcCriClient client(QStringLiteral("tcp://%1:%2").arg(host, port));
        Answer<CriVersion> version;
        client.version(version.store());
        QTRY_COMPARE(version.times, 1);
        QVERIFY(version.value->has_value());
        fake.kill();
        fake.waitForFinished(5000);
    }

    void aPodRunsWithItsContainerUntilItIsRemoved()
    {
        FakeCri fake;
        GrpcCriClient client(fake.endpoint());
        Answer<QString> id;
        client.runPod(lamp(), id.store());
        QTRY_COMPARE(id.times, 1);
        QVERIFY(id.value->has_value());

        const auto pods = podsOf(client);
        QCOMPARE(pods.size(), 1U);
        QCOMPARE(pods[0].uid.size(), 32);
        QCOMPARE(pods[0].labels.value(QStringLiteral("app")), QStringLiteral("home"));

        Answer<CriContainerStatus> status;
        client.containerStatus(**id.value, status.store());
        QTRY_COMPARE(status.times, 1);
        QVERIFY((*status.value)->container.state == CriContainerState::Running);
        QCOMPARE((*status.value)->logPath,
                 QStringLiteral("/var/log/pods/default_lamp_%1/bulb/0.log").arg(pods[0].uid));

        Answer<std::vector<CriContainer>> containers;
        client.listContainers(containers.store());
        QTRY_COMPARE(containers.times, 1);
        QCOMPARE((*containers.value)->at(0).podId, pods[0].id);

        Answer<bool> removed;
        client.removePod(pods[0].id, removed.store());
        QTRY_COMPARE(removed.times, 1);
        QVERIFY(removed.value->has_value());
        QCOMPARE(podsOf(client).size(), 0U);
    }

    void twoPodsOfOneNameGetTheirOwnUids()
    {
        FakeCri fake;
        GrpcCriClient client(fake.endpoint());
        Answer<QString> first;
        Answer<QString> second;
        client.runPod(lamp(), first.store());
        client.runPod(lamp(), second.store());
        QTRY_COMPARE(first.times + second.times, 2);
        QVERIFY(first.value->has_value() && second.value->has_value());
        QCOMPARE(podsOf(client).size(), 2U);
    }

    void aPodThatCannotBeCompletedLeavesNothingBehind_data()
    {
        QTest::addColumn<QStringList>("behaviour");
        QTest::addColumn<QString>("image");
        QTest::addColumn<int>("code");
        QTest::newRow("no image") << QStringList() << QStringLiteral("localhost/none:1")
                                  << int(ErrorCode::NotFound);
        QTest::newRow("create fails")
            << failing("CreateContainer", 2) << lamp().image << int(ErrorCode::Failed);
        QTest::newRow("start fails")
            << failing("StartContainer", 6) << lamp().image << int(ErrorCode::Conflict);
        QTest::newRow("sandbox fails")
            << failing("RunPodSandbox", 3) << lamp().image << int(ErrorCode::Invalid);
    }

    void aPodThatCannotBeCompletedLeavesNothingBehind()
    {
        QFETCH(QStringList, behaviour);
        QFETCH(QString, image);
        QFETCH(int, code);
        FakeCri fake(behaviour);
        GrpcCriClient client(fake.endpoint());
        CriPodSpec spec = lamp();
        spec.image = image;
        Answer<QString> id;
        client.runPod(spec, id.store());
        QTRY_COMPARE(id.times, 1);
        QVERIFY(!*id.value);
        QCOMPARE(int(id.value->error().code), code);
        QCOMPARE(podsOf(client).size(), 0U);
        QCOMPARE(id.times, 1);
    }

    void aPodThatCouldNotBeRemovedIsNamed()
    {
        FakeCri fake(failing("StartContainer", 2) + failing("RemovePodSandbox", 2));
        GrpcCriClient client(fake.endpoint());
        Answer<QString> id;
        client.runPod(lamp(), id.store());
        QTRY_COMPARE(id.times, 1);
        const Error error = id.value->error();
        QVERIFY2(error.what.startsWith(QStringLiteral("StartContainer")), qPrintable(error.what));
        QVERIFY2(error.hint.contains(podsOf(client).at(0).id), qPrintable(error.hint));
    }

    void anErrorSaysWhatAndWhereInPlainWords()
    {
        FakeCri fake(failing("Version", 12));
        GrpcCriClient client(fake.endpoint());
        Answer<CriVersion> version;
        client.version(version.store());
        QTRY_COMPARE(version.times, 1);
        const Error error = version.value->error();
        QCOMPARE(error.code, ErrorCode::Failed);
        QCOMPARE(error.what, QStringLiteral("Version was told to fail,\nhere"));
        QCOMPARE(error.where, fake.endpoint());
        QCOMPARE(error.details, QStringLiteral("12"));
    }

    void anyCallSpeaksJson()
    {
        FakeCri fake;
        GrpcCriClient client(fake.endpoint());
        const auto ask = [&client](const char *method, const QJsonObject &request) {
            Answer<QJsonObject> answer;
            client.call(QLatin1String(method), request, answer.store());
            [&] { QTRY_COMPARE(answer.times, 1); }();
            return *answer.value;
        };
        const QJsonObject metadata{{QStringLiteral("name"), QStringLiteral("lamp")}, {QStringLiteral("namespace"), QStringLiteral("home")}, {QStringLiteral("uid"), QStringLiteral("u")}};
        // As crictl's files have it: the .proto's names, and words that CRI does not know.
        const QJsonObject config{{QStringLiteral("metadata"), metadata}, {QStringLiteral("log_directory"), QStringLiteral("/var/log/pods/lamp")}, {QStringLiteral("lable"), 1}};
        const auto made = ask("RunPodSandbox", {{QStringLiteral("config"), config}});
        QVERIFY2(made, made ? "" : qPrintable(formatError(made.error())));
        const auto list = ask("ListPodSandbox", {});
        const QJsonObject pod = (*list)[u"items"][0].toObject();
        QCOMPARE(pod[u"id"], (*made)[u"podSandboxId"]);
        QCOMPARE(pod[u"state"].toString(), QStringLiteral("SANDBOX_READY"));
        QVERIFY(pod[u"createdAt"].isString() && pod[u"createdAt"].toString().toLongLong() > 0);
        QVERIFY(pod.contains(QStringLiteral("annotations"))); // empty ones are written
        QVERIFY(ask("ListImages", {}).has_value());           // of the other service
        const auto unknown = ask("Reboot", {});
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::Invalid);
        const auto wrong = ask("ListContainers", {{QStringLiteral("filter"), QStringLiteral("text")}});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::Invalid);
    }

    void aStreamThatTheRuntimeLacksEndsOnce()
    {
        FakeCri fake(failing("GetContainerEvents", 12));
        GrpcCriClient client(fake.endpoint());
        Answer<bool> end;
        int events = 0;
        client.stream(QStringLiteral("GetContainerEvents"), {}, [&](const QJsonObject &) { ++events; }, end.store());
        QTRY_COMPARE(end.times, 1);
        QVERIFY(!*end.value);
        QCOMPARE((*end.value).error().details, QStringLiteral("12"));
        QCOMPARE(events, 0);
        Answer<bool> dropped;
        {
            GrpcCriClient gone(fake.endpoint());
            gone.stream(QStringLiteral("GetContainerEvents"), {}, [](const QJsonObject &) {}, dropped.store());
        }
        QTest::qWait(50);
        QCOMPARE(dropped.times, 0);
    }

    void aSlowRuntimeTimesOut()
    {
        FakeCri fake(slow("Version"));
        GrpcCriClient client(fake.endpoint());
        client.setDeadline(150ms);
        Answer<CriVersion> version;
        client.version(version.store());
        QTRY_COMPARE(version.times, 1);
        QCOMPARE(version.value->error().code, ErrorCode::TimedOut);
    }

    void aRuntimeKilledInACallFailsItOnceAndIsFoundAgain()
    {
        FakeCri fake(slow("Version") + slow("Status"));
        GrpcCriClient client(fake.endpoint());
        QVERIFY(podsOf(client).empty()); // connected
        Answer<CriVersion> version;
        Answer<std::vector<CriCondition>> status;
        client.version(version.store());
        client.status(status.store());
        QTest::qWait(50);
        QCOMPARE(version.times, 0);
        fake.kill();
        QTRY_COMPARE(version.times + status.times, 2);
        QCOMPARE(version.value->error().code, ErrorCode::Failed);
        QVERIFY(!version.value->error().hint.isEmpty());
        QCOMPARE(version.value->error().details, QStringLiteral("14"));

        fake.start();
        Answer<CriVersion> again;
        const bool back = QTest::qWaitFor([&] {
            again = {};
            client.version(again.store());
            return QTest::qWaitFor([&] { return again.times == 1; }) && again.value->has_value();
        });
        QVERIFY(back);
        QCOMPARE(version.times, 1);
        QCOMPARE(status.times, 1);
    }

    void aClientDestroyedInTheMiddleOfCallsTellsNobody()
    {
        FakeCri fake(slow("Version"));
        auto client = std::make_unique<GrpcCriClient>(fake.endpoint());
        QVERIFY(podsOf(*client).empty());
        auto token = std::make_shared<int>(0);
        const std::weak_ptr<int> alive = token;
        for (int i = 0; i < 20; ++i)
            client->version([token](const Result<CriVersion> &) { ++*token; });
        QTest::qWait(20);
        client.reset();
        QTest::qWait(50);
        QCOMPARE(*token, 0);
        token.reset();
        QVERIFY(alive.expired()); // the callbacks are gone too
    }

    void aClientDestroyedBeforeItsCallsEvenStartedTellsNobody()
    {
        int times = 0;
        for (int i = 0; i < 20; ++i) {
            GrpcCriClient client(QStringLiteral("tcp://127.0.0.1:1"));
            client.version([&](const Result<CriVersion> &) { ++times; });
        }
        QTest::qWait(50);
        QCOMPARE(times, 0);
    }

    void aCallbackMayDestroyTheClient()
    {
        FakeCri fake;
        auto *client = new GrpcCriClient(fake.endpoint());
        const QPointer<CriClient> alive = client;
        int times = 0;
        for (int i = 0; i < 5; ++i) {
            client->version([&, client](const Result<CriVersion> &) {
                ++times;
                delete client;
            });
        }
        QTRY_VERIFY(!alive);
        QTest::qWait(20);
        QCOMPARE(times, 1);
    }

    void aRuntimeThatIsNotThereFailsWithAHint()
    {
        QTemporaryDir dir;
        GrpcCriClient client(QStringLiteral("unix://") + dir.filePath(QStringLiteral("none")));
        Answer<CriVersion> version;
        client.version(version.store());
        QTRY_COMPARE(version.times, 1);
        QCOMPARE(version.value->error().code, ErrorCode::Failed);
        QVERIFY(version.value->error().hint.contains(QStringLiteral("VM")));
    }

    void anEndpointThatIsNoneIsInvalid()
    {
        GrpcCriClient client(QStringLiteral("http://somewhere"));
        Answer<CriVersion> version;
        Answer<std::vector<CriImage>> images;
        client.version(version.store());
        client.listImages(images.store());
        QCOMPARE(version.times, 0);
        QTRY_COMPARE(version.times + images.times, 2);
        QCOMPARE(version.value->error().code, ErrorCode::Invalid);
        QCOMPARE(images.value->error().where, QStringLiteral("http://somewhere"));
    }

    void proxyVariablesDoNotMatter_data() { aRuntimeBehindAPortIsTheSame_data(); }

    void proxyVariablesDoNotMatter()
    {
        const QByteArrayList names{"http_proxy", "https_proxy", "grpc_proxy", "HTTP_PROXY"};
        for (const QByteArray &name : names)
            qputenv(name, "http://127.0.0.1:1");
        const QByteArray exceptions = qgetenv("no_proxy");
        qunsetenv("no_proxy");
        aRuntimeBehindAPortIsTheSame();
        for (const QByteArray &name : names)
            qunsetenv(name);
        qputenv("no_proxy", exceptions);
    }
};

HYDRA_TEST_MAIN(TestCriClient)
#include "test_cri_client.moc"
