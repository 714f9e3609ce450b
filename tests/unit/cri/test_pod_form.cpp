// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_config.h"
#include "core/cri/pod_form.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace hydra;

namespace {

PodForm lamp()
{
    return {QStringLiteral("lamp"),
            QStringLiteral("home"),
            QStringLiteral("localhost/lamp:1"),
            QStringLiteral("sh -c \"echo on; sleep 9\""),
            {},
            {QStringLiteral("ROOM=hall=way")},
            {QStringLiteral("app=lamp")},
            false};
}

QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

} // namespace

class TestPodForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFormBecomesConfigsThatCrictlReads()
    {
        const PodConfigs configs = podConfigs(lamp());
        const auto pod = readPodConfig(bytes(configs.pod), QStringLiteral("pod"));
        const auto container =
            readContainerConfig(bytes(configs.container), QStringLiteral("container"));
        QVERIFY(pod && container);
        QCOMPARE(pod->message[QStringLiteral("hostname")].toString(), QStringLiteral("lamp"));
        QCOMPARE(pod->message[QStringLiteral("log_directory")].toString(),
                 QStringLiteral("/var/log/pods/home_lamp"));
        QCOMPARE(pod->message[QStringLiteral("labels")][QStringLiteral("app")].toString(),
                 QStringLiteral("lamp"));
        QCOMPARE(
            pod->message[QStringLiteral("labels")][QStringLiteral("io.kubernetes.pod.namespace")]
                .toString(),
            QStringLiteral("home"));
        QCOMPARE(container->message[QStringLiteral("command")].toArray(),
                 (QJsonArray{QStringLiteral("sh"), QStringLiteral("-c"),
                             QStringLiteral("echo on; sleep 9")}));
        QVERIFY(!container->message.contains(QStringLiteral("args")));
        QCOMPARE(variable(container->message, QStringLiteral("ROOM")), QStringLiteral("hall=way"));
    }

    void theHostsNetworkIsAskedForInBothAndLeavesNoHostName()
    {
        PodForm form = lamp();
        form.hostNetwork = true;
        const PodConfigs configs = podConfigs(form);
        QVERIFY(!configs.pod.contains(QStringLiteral("hostname")));
        for (const QJsonObject &config : {configs.pod, configs.container})
            QCOMPARE(config[QStringLiteral("linux")][QStringLiteral("security_context")]
                           [QStringLiteral("namespace_options")][QStringLiteral("network")]
                               .toInt(),
                     2);
    }

    void whatIsWrongIsSaidOfItsField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("word");
        QTest::newRow("no name") << QStringLiteral("name") << QString()
                                 << QStringLiteral("lower-case");
        QTest::newRow("capitals") << QStringLiteral("name") << QStringLiteral("Lamp")
                                  << QStringLiteral("lower-case");
        QTest::newRow("a path") << QStringLiteral("namespace") << QStringLiteral("../etc")
                                << QStringLiteral("lower-case");
        QTest::newRow("too long") << QStringLiteral("name") << QString(64, u'a')
                                  << QStringLiteral("63");
        QTest::newRow("no image") << QStringLiteral("image") << QString()
                                  << QStringLiteral("needed");
        QTest::newRow("two images")
            << QStringLiteral("image") << QStringLiteral("a b") << QStringLiteral("blanks");
        QTest::newRow("no value") << QStringLiteral("environment") << QStringLiteral("ROOM")
                                  << QStringLiteral("ROOM=kitchen");
        QTest::newRow("no key") << QStringLiteral("labels") << QStringLiteral("=lamp")
                                << QStringLiteral("app=lamp");
        QTest::newRow("twice") << QStringLiteral("labels") << QStringLiteral("a=1 a=2")
                               << QStringLiteral("twice");
    }

    void whatIsWrongIsSaidOfItsField()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, word);
        PodForm form = lamp();
        if (field == u"name")
            form.name = value;
        else if (field == u"namespace")
            form.namespace_ = value;
        else if (field == u"image")
            form.image = value;
        else
            (field == u"labels" ? form.labels : form.environment) = value.split(u' ');
        const auto troubles = checkPodForm(form);
        QCOMPARE(troubles.keys(), QStringList{field});
        QVERIFY2(troubles.first().contains(word), qPrintable(troubles.first()));
        QVERIFY(checkPodForm(lamp()).isEmpty());
    }

    void eachRunHasAUidAndLogsOfItsOwn()
    {
        QJsonObject first = podConfigs(lamp()).pod;
        QJsonObject second = first;
        giveUid(first);
        giveUid(second);
        QVERIFY(first[QStringLiteral("metadata")][QStringLiteral("uid")].toString().size() > 8);
        QVERIFY(first[QStringLiteral("log_directory")] != second[QStringLiteral("log_directory")]);
        QJsonObject chosen = podConfigs(lamp()).pod;
        chosen[QStringLiteral("log_directory")] = QStringLiteral("/var/log/mine");
        giveUid(chosen);
        QCOMPARE(chosen[QStringLiteral("log_directory")].toString(),
                 QStringLiteral("/var/log/mine"));
    }

    void aVariableIsSetOnce()
    {
        QJsonObject container = podConfigs(lamp()).container;
        setVariable(container, QStringLiteral("ROOM"), QStringLiteral("attic"));
        setVariable(container, QStringLiteral("FLOOR"), QStringLiteral("2"));
        QCOMPARE(container[QStringLiteral("envs")].toArray().size(), 2);
        QCOMPARE(variable(container, QStringLiteral("ROOM")), QStringLiteral("attic"));
    }
};

HYDRA_TEST_MAIN(TestPodForm)
#include "test_pod_form.moc"
