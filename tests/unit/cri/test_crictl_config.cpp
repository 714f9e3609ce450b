// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_config.h"
#include "core/workload/workloads.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace hydra;

namespace {

const QByteArray podHead = "metadata: {name: lamp, namespace: home, uid: u1}\n";
const QByteArray containerHead = "metadata: {name: lamp}\nimage: {image: busybox}\n";

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

Result<CrictlConfig> pod(const QByteArray &more)
{
    return readPodConfig(podHead + more, text("pod.yaml"));
}

Result<CrictlConfig> container(const QByteArray &more)
{
    return readContainerConfig(containerHead + more, text("container.yaml"));
}

/// The value at a dotted key.
QJsonValue at(const QJsonObject &object, const QString &key)
{
    QJsonValue value = object;
    for (const QString &step : key.split(u'.'))
        value = value.isArray() ? value.toArray().at(step.toInt()) : value[step];
    return value;
}

QByteArray message(const Result<CrictlConfig> &config)
{
    return config ? QByteArray("no error") : config.error().details.toUtf8();
}

} // namespace

/// crictl's files as people write them, read by the messages' own descriptors.
class TestCrictlConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLabelIsTheTextThatStandsThere_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QString>("read");
        const auto row = [](const char *written, const char *read) {
            QTest::newRow(written) << QByteArray(written) << text(read);
        };
        row("1.10", "1.10");
        row("0123", "0123");
        row("true", "true");
        row("yes", "yes");
        row("1e3", "1e3");
        row("0x1f", "0x1f");
        row("9223372036854775808", "9223372036854775808");
        row("2026-11-29", "2026-11-29");
        row("12:30", "12:30");
        row("\"quoted\"", "quoted");
        row("", "");
        row("~", "");
        row(".inf", ".inf");
        row("-", "-");
    }

    void aLabelIsTheTextThatStandsThere()
    {
        QFETCH(QByteArray, written);
        QFETCH(QString, read);
        if (written == "-")
            written = "\"-\""; // a dash alone begins a list
        for (const char *map : {"labels", "annotations"}) {
            const auto config = pod(QByteArray(map) + ": {a: b}\n");
            QVERIFY2(config, message(config).constData());
            const auto named = pod(QByteArray(map) + ":\n  version: " + written + '\n');
            QVERIFY2(named, message(named).constData());
            QCOMPARE(at(named->message, QLatin1String(map) + text(".version")), QJsonValue(read));
        }
        const auto env =
            container("envs:\n  - key: " + QByteArray("A") + "\n    value: " + written + '\n');
        QVERIFY2(env, message(env).constData());
        QCOMPARE(at(env->message, text("envs.0.value")).toString(), read);
    }

    void yesAndOnAreTrue_data()
    {
        QTest::addColumn<bool>("value");
        for (const char *word :
             {"yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE", "y"})
            QTest::newRow(word) << true;
        for (const char *word :
             {"no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE", "n"})
            QTest::newRow(word) << false;
    }

    void yesAndOnAreTrue()
    {
        QFETCH(bool, value);
        const auto config = container(QByteArray("tty: ") + QTest::currentDataTag() + '\n');
        QVERIFY2(config, message(config).constData());
        QCOMPARE(at(config->message, text("tty")), QJsonValue(value));
    }

    void whatIsRightIsTaken_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        const QByteArray options = "linux: {security_context: {namespace_options: {network: ";
        const QString network = text("linux.security_context.namespace_options.network");
        QTest::newRow("enum word") << options + "NODE}}}" << network << QJsonValue(2);
        QTest::newRow("enum number") << options + "2}}}" << network << QJsonValue(2);
        QTest::newRow("enum in quotes") << options + "\"NODE\"}}}" << network << QJsonValue(2);
        const QString memory = text("linux.resources.memory_limit_in_bytes");
        const QByteArray limit = "linux: {resources: {memory_limit_in_bytes: ";
        QTest::newRow("number") << limit + "1000000}}" << memory << QJsonValue(1000000);
        QTest::newRow("float that is whole") << limit + "1e9}}" << memory << QJsonValue(1000000000);
        QTest::newRow("hexadecimal") << limit + "0x10}}" << memory << QJsonValue(16);
        QTest::newRow("underscores") << limit + "1_000}}" << memory << QJsonValue(1000);
        QTest::newRow("in quotes, as protobuf's JSON")
            << limit + "\"77\"}}" << memory << QJsonValue(77);
        QTest::newRow("largest") << limit + "9223372036854775807}}" << memory
                                 << QJsonValue(text("9223372036854775807"));
        QTest::newRow("smallest") << limit + "-9223372036854775808}}" << memory
                                  << QJsonValue(text("-9223372036854775808"));
        QTest::newRow("lowerCamelCase")
            << QByteArray("logPath: 0.log") << text("log_path") << QJsonValue(text("0.log"));
        QTest::newRow("any case") << QByteArray("Log_Path: 0.log") << text("log_path")
                                  << QJsonValue(text("0.log"));
        QTest::newRow("null is unset") << QByteArray("linux: null\nlabels:\nstop_signal: ~")
                                       << text("log_path") << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("an anchor") << QByteArray("labels: &l {a: 1.10}\nannotations: *l")
                                   << text("annotations.a") << QJsonValue(text("1.10"));
        QTest::newRow("octal, said so") << limit + "0o17}}" << memory << QJsonValue(15);
    }

    void whatIsRightIsTaken()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        const auto config = container(lines + '\n');
        QVERIFY2(config, message(config).constData());
        QCOMPARE(at(config->message, key), value);
        QCOMPARE(config->warnings, QStringList());
    }

    void whatIsWrongIsNamedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QByteArrayList>("said");
        const auto row = [](const char *name, const char *lines, const QByteArrayList &said) {
            QTest::newRow(name) << QByteArray(lines) << said;
        };
        row("enum word", "linux:\n  security_context:\n    namespace_options: {network: host}\n",
            {"container.yaml:5:34: linux.security_context.namespace_options.network: 'host' is no "
             "NamespaceMode: there are POD (0), CONTAINER (1), NODE (2), TARGET (3)"});
        row("enum in small letters",
            "linux: {security_context: {namespace_options: {pid: container}}}\n",
            {"'container' is no NamespaceMode", "CONTAINER (1)"});
        row("enum number", "linux: {security_context: {namespace_options: {pid: 9}}}\n",
            {"namespace_options.pid: '9' is no NamespaceMode", "TARGET (3)"});
        row("mount", "mounts: [{container_path: /a, host_path: /b, propagation: rshared}]\n",
            {"mounts[0].propagation: 'rshared' is no MountPropagation",
             "PROPAGATION_BIDIRECTIONAL (2)"});
        row("signal", "stop_signal: SIGTERM\n",
            {"stop_signal: 'SIGTERM' is no Signal: there are SIGNAL_SIGTERM (23)"});
        row("bool", "tty: maybe\n", {"tty: 'maybe' is neither true nor false"});
        row("bool in quotes", "tty: \"yes\"\n", {"tty: \"yes\" is neither true nor false; write"});
        row("bool as number", "tty: 1\n", {"tty: '1' is neither true nor false"});
        row("too large for 32 bits", "metadata: {name: a, attempt: 4294967296}\n",
            {"metadata.attempt: '4294967296' is out of range; write a whole number from 0 to "
             "4294967295"});
        row("negative", "metadata: {name: a, attempt: -1}\n", {"metadata.attempt: '-1' is out of"});
        row("too large for 64 bits", "linux: {resources: {cpu_shares: 9223372036854775808}}\n",
            {"cpu_shares: '9223372036854775808' is out of range", "from -9223372036854775808 to"});
        row("fraction", "linux: {resources: {cpu_shares: 1.5}}\n", {"'1.5' is no whole number"});
        row("unit", "linux: {resources: {memory_limit_in_bytes: 64Mi}}\n",
            {"memory_limit_in_bytes: '64Mi' is no whole number"});
        row("octal or not", "linux: {resources: {cpu_shares: 0100}}\n",
            {"'0100' begins with 0", "write 64 or 100"});
        row("text for a list", "command: sh\n", {"command: is a list; write - VALUE"});
        row("list for a text", "working_dir: [a]\n", {"working_dir: is a single value"});
        row("map for a text", "labels: {a: {b: c}}\n", {"labels.a: is a single value"});
        row("text for a map", "labels: a=b\n", {"labels: is a map; write KEY: VALUE"});
        row("number for a wrapped one", "linux: {security_context: {run_as_user: 1000}}\n",
            {"run_as_user: is a map of value; write {value: 1000}"});
        row("text for a message", "linux: yes\n",
            {"linux: is a map of resources, security_context"});
        row("key twice", "tty: true\ntty: false\n", {"tty: is given twice"});
        row("key in two spellings", "log_path: a\nlogPath: b\n",
            {"logPath: is log_path, which is there already"});
        row("all at once", "tty: maybe\nstdin: maybe\n", {"tty: 'maybe'", "stdin: 'maybe'"});
        row("no YAML", "labels: {a: b\n", {"container.yaml:"});
        row("an escape", "tty: \"\\e[2J\"\n", {"\\u001b[2J"});
    }

    void whatIsWrongIsNamedWithItsPlace()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QByteArrayList, said);
        QByteArray whole = lines.contains("metadata:") ? "image: {image: busybox}\n" + lines
                                                       : containerHead + lines;
        const auto config = readContainerConfig(whole, text("container.yaml"));
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::Invalid);
        for (const QByteArray &words : said)
            QVERIFY2(message(config).contains(words), message(config).constData());
        QVERIFY2(message(config).startsWith("container.yaml:"), message(config).constData());
    }

    void aNameThatMeansNothingIsToldAndLeftOut()
    {
        const auto config = container("log_pth: 0.log\nlinux:\n  resources:\n    cpu_share: 5\n");
        QVERIFY2(config, message(config).constData());
        QCOMPARE(config->warnings.size(), 2);
        QCOMPARE(config->warnings.front(),
                 text("container.yaml:3:1: log_pth: is no field of ContainerConfig, and is left "
                      "out; did you mean 'log_path'?"));
        QVERIFY(config->warnings.back().contains(u"did you mean 'cpu_shares'?"));
        QVERIFY(!config->message.contains(QStringLiteral("log_pth")));
    }

    void whatMustBeThereIsAskedFor()
    {
        const auto nothing = readPodConfig("hostname: a\n", text("pod.yaml"));
        QVERIFY(message(nothing).contains("pod.yaml: metadata.name: is missing"));
        QVERIFY(message(nothing).contains("pod.yaml: metadata.namespace: is missing"));
        QVERIFY(message(readContainerConfig("metadata: {name: a}\n", text("c")))
                    .contains("c: image.image: is missing"));
        QCOMPARE(readPodConfig("just words", text("pod.yaml")).error().what, text("is no map"));
    }

    void whatIsMissingIsFilledIn()
    {
        const auto config = readPodConfig("metadata: {name: a, namespace: b}", text("pod"));
        QVERIFY(config && at(config->message, text("metadata.uid")).toString().size() > 8);
        QCOMPARE(at(container("")->message, text("image.user_specified_image")).toString(),
                 text("busybox"));
    }

    void jsonIsReadInTheSameWay()
    {
        const auto config = readPodConfig(
            "{\"metadata\":{\"name\":\"a\",\"namespace\":\"b\"},\n\t\"labels\":{\"v\":1.10},\n"
            "\"linux\":{\"security_context\":{\"privileged\":true,\"namespace_options\":{\"pid\":1}"
            "}}}",
            text("pod.json"));
        QVERIFY2(config, message(config).constData());
        QCOMPARE(at(config->message, text("labels.v")).toString(), text("1.10"));
        QCOMPARE(at(config->message, text("linux.security_context.namespace_options.pid")),
                 QJsonValue(1));
        const auto wrong = readPodConfig("{\"metadata\":{\"name\":\"a\",\"namespace\":\"b\"},"
                                         "\n\"port_mappings\":[{\"protocol\":\"tcp\"}]}",
                                         text("pod.json"));
        QVERIFY2(
            message(wrong).startsWith("pod.json:2:30: port_mappings[0].protocol: \"tcp\" is no "
                                      "Protocol: there are TCP (0), UDP (1), SCTP (2)"),
            message(wrong).constData());
        // Our YAML reader knows no pairs of surrogates.
        const auto emoji = readPodConfig("{\"metadata\":{\"name\":\"a\",\"namespace\":\"b\"},"
                                         "\"labels\":{\"v\":\"\\ud83d\\ude00\",\"n\":7}}",
                                         text("pod.json"));
        QVERIFY2(emoji, message(emoji).constData());
        QCOMPARE(at(emoji->message, text("labels.v")).toString(), text("\U0001F600"));
        QCOMPARE(at(emoji->message, text("labels.n")).toString(), text("7"));
    }

    void textsCutShortAreNoConfigsAndNoCrash()
    {
        const QByteArray whole = containerHead +
                                 "envs: [{key: A, value: 1}]\nlinux: {resources: {cpu_shares: 2}}\n"
                                 "mounts:\n- {container_path: /a, propagation: 1}\n";
        for (qsizetype size = 0; size < whole.size(); ++size)
            (void)readContainerConfig(whole.left(size), text("c"));
        QVERIFY(readContainerConfig(whole, text("c")));
    }

    // The library is read without CRI's messages: `workload list` does not load them.
    void theLibrarysConfigsAreCris()
    {
        for (const Workload &workload : workloads()) {
            const auto pod =
                readPodConfig(QJsonDocument(workload.configs.pod).toJson(), workload.name);
            const auto container = readContainerConfig(
                QJsonDocument(workload.configs.container).toJson(), workload.name);
            QVERIFY2(pod && container, message(pod ? container : pod).constData());
            QCOMPARE(pod->warnings + container->warnings, QStringList());
            QCOMPARE(container->message, workload.configs.container);
        }
    }
};

HYDRA_TEST_MAIN(TestCrictlConfig)
#include "test_crictl_config.moc"
