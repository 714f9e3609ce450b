// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/unit/cri/grpc/fake_cri.h"

using namespace hydra;
using namespace hydra::test;

/// What a runtime is asked, and what it answers.
class TestCriClient : public QObject
{
    Q_OBJECT

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
        QCOMPARE(version.times, 0); // never called from within the call
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
        QCOMPARE(error.code, ErrorCode::Unsupported);
        QCOMPARE(error.what, QStringLiteral("Version was told to fail,\nhere"));
        QCOMPARE(error.where, fake.endpoint());
        QVERIFY(error.details.isEmpty());
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
        const QJsonObject metadata{{QStringLiteral("name"), QStringLiteral("lamp")},
                                   {QStringLiteral("namespace"), QStringLiteral("home")},
                                   {QStringLiteral("uid"), QStringLiteral("u")}};
        QJsonObject config{// as in crictl's files: the .proto's names
                           {QStringLiteral("metadata"), metadata},
                           {QStringLiteral("log_directory"), QStringLiteral("/var/log/pods/lamp")}};
        const auto made = ask("RunPodSandbox", {{QStringLiteral("config"), config}});
        QVERIFY2(made, made ? "" : qPrintable(formatError(made.error())));
        const auto list = ask("ListPodSandbox", {});
        const QJsonObject pod = (*list)[u"items"][0].toObject();
        QCOMPARE(pod[u"id"], (*made)[u"podSandboxId"]);
        QCOMPARE(pod[u"state"].toString(), QStringLiteral("SANDBOX_READY"));
        QVERIFY(pod[u"createdAt"].isString() && pod[u"createdAt"].toString().toLongLong() > 0);
        QVERIFY(pod.contains(QStringLiteral("annotations"))); // empty maps are written
        QVERIFY(ask("ListImages", {}).has_value());           // a method of the other service
        const auto unknown = ask("Reboot", {});
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::Invalid);
        const auto wrong =
            ask("ListContainers", {{QStringLiteral("filter"), QStringLiteral("text")}});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::Invalid);
        config[u"lable"] = 1; // what CRI does not have is not left out in silence
        const auto strange = ask("RunPodSandbox", {{QStringLiteral("config"), config}});
        QVERIFY(!strange && strange.error().what.contains(u"lable"));
    }
};

HYDRA_TEST_MAIN(TestCriClient)
#include "test_cri_client.moc"
