// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/runtime.h"
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>

using namespace hydra;
using namespace hydra::test;

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts);
}

const QByteArray podFile = "metadata: {name: lamp, namespace: home}\n"
                           "labels: {version: 1.10, build: 0123}\n"
                           "annotations: {enabled: true}\n"
                           "linux: {security_context: {namespace_options: {network: NODE}}}\n";
const QByteArray containerFile = "metadata: {name: lamp}\n"
                                 "image: {image: docker.io/library/busybox:latest}\n"
                                 "labels: {version: 2.0}\n"
                                 "tty: yes\n";

} // namespace

/// Verbs of `hydractl crictl` that change something, and the options of crictl 1.37, with fake_cri.
class TestCliCrictlVerbs : public QObject
{
    Q_OBJECT

    World m_world;
    std::unique_ptr<Runtime> m_home; ///< eight pods of a smart home, which no test changes

    [[nodiscard]] Outcome crictl(const Runtime &runtime, const QStringList &args,
                                 const QByteArray &input = {}) const
    {
        return m_world.hydractl(
            QStringList{QStringLiteral("crictl"), QStringLiteral("-r"), runtime.endpoint()} + args,
            input);
    }
    [[nodiscard]] Outcome home(const QStringList &args) const { return crictl(*m_home, args); }
    [[nodiscard]] Outcome home(const char *line) const { return home(words(line)); }

    /// fake_cri without pods, whose calls are recorded.
    [[nodiscard]] Runtime empty(const char *more = "") const
    {
        QFile::remove(m_world.path(QStringLiteral("calls")));
        return {"fake_cri",
                QStringList{QStringLiteral("--calls"), m_world.path(QStringLiteral("calls"))} +
                    words(more)};
    }
    [[nodiscard]] QByteArrayList calls() const
    {
        return m_world.read(QStringLiteral("calls")).split('\n').mid(0, 50);
    }
    [[nodiscard]] QString file(const char *name, const QByteArray &text) const
    {
        return m_world.write(QLatin1String(name), text);
    }
    [[nodiscard]] static QJsonValue statusOf(const Outcome &outcome)
    {
        return QJsonDocument::fromJson(outcome.output).object()[QStringLiteral("status")];
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_world.setVariable(QStringLiteral("TZ"), QStringLiteral("UTC"));
        m_home = std::make_unique<Runtime>("fake_cri",
                                           words("--pods 8 --containers 16 --now 1790000000"));
    }

    void aFileRunsAsItIsWritten()
    {
        const Runtime runtime = empty();
        const Outcome ran =
            crictl(runtime, words("run --no-pull") + QStringList{file("c.yaml", containerFile),
                                                                 file("p.yaml", podFile)});
        HYDRA_EXITS(ran, 0);
        QCOMPARE(ran.errorOutput, QByteArray());
        const QJsonValue pod = statusOf(crictl(runtime, words("inspectp --name lamp")));
        QCOMPARE(pod[QStringLiteral("labels")][QStringLiteral("version")].toString(),
                 QStringLiteral("1.10"));
        QCOMPARE(pod[QStringLiteral("labels")][QStringLiteral("build")].toString(),
                 QStringLiteral("0123"));
        QCOMPARE(pod[QStringLiteral("annotations")][QStringLiteral("enabled")].toString(),
                 QStringLiteral("true"));
        QCOMPARE(pod[QStringLiteral("linux")][QStringLiteral("namespaces")]
                    [QStringLiteral("options")][QStringLiteral("network")]
                        .toString(),
                 QStringLiteral("NODE"));
        const QJsonValue container = statusOf(crictl(runtime, words("inspect --name lamp")));
        QCOMPARE(container[QStringLiteral("labels")][QStringLiteral("version")].toString(),
                 QStringLiteral("2.0"));
    }

    void nothingIsMadeOfFilesOfWhichOneIsWrong_data()
    {
        QTest::addColumn<QStringList>("verb");
        QTest::addColumn<QByteArray>("pod");
        QTest::addColumn<QByteArray>("container");
        QTest::addColumn<QByteArray>("said");
        const QByteArray host =
            "metadata: {name: a, namespace: b}\nlinux: {security_context: {namespace_options: "
            "{network: host}}}\n";
        QTest::newRow("run, container")
            << words("run --no-pull") << podFile << containerFile + "stdin: maybe\n"
            << QByteArray("c.yaml:5:8: stdin: 'maybe' is neither");
        QTest::newRow("run, pod") << words("run") << host << containerFile
                                  << QByteArray("p.yaml:2:57: "
                                                "linux.security_context.namespace_options.network: "
                                                "'host' is no NamespaceMode: there are POD (0), "
                                                "CONTAINER (1), NODE (2), TARGET (3)");
        QTest::newRow("run, both") << words("run") << host << containerFile + "stdin: maybe\n"
                                   << QByteArray("c.yaml:5:8");
        QTest::newRow("create") << words("create --with-pull x") << host << containerFile
                                << QByteArray("p.yaml:2:57");
    }

    void nothingIsMadeOfFilesOfWhichOneIsWrong()
    {
        QFETCH(QStringList, verb);
        QFETCH(QByteArray, pod);
        QFETCH(QByteArray, container);
        QFETCH(QByteArray, said);
        const Runtime runtime = empty();
        HYDRA_REFUSES(
            crictl(runtime, verb + QStringList{file("c.yaml", container), file("p.yaml", pod)}), 2,
            said);
        QCOMPARE(m_world.read(QStringLiteral("calls")), QByteArray());
    }

    void aTypoIsToldAndTheRestRuns()
    {
        const Runtime runtime = empty();
        const Outcome ran = crictl(
            runtime, words("runp") + QStringList{file("p.yaml", podFile + "log_dir: /var/log\n")});
        HYDRA_EXITS(ran, 0);
        QVERIFY2(
            ran.errorOutput.contains("p.yaml:5:1: log_dir: is no field of PodSandboxConfig, and "
                                     "is left out"),
            ran.errorOutput.constData());
        QCOMPARE(calls().count("RunPodSandbox"), 1);
    }

    void aPrivateImageIsPulledWithALogin_data()
    {
        QTest::addColumn<QStringList>("login");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("code");
        QTest::newRow("none") << QStringList() << QByteArray() << 1;
        QTest::newRow("--creds") << words("--creds me:secret") << QByteArray() << 0;
        QTest::newRow("--auth") << words("--auth me:secret") << QByteArray()
                                << 0; // what it asks for
        QTest::newRow("--username") << words("--username me") << QByteArray("secret\n") << 0;
        QTest::newRow("wrong") << words("-u me") << QByteArray("guess\n") << 1;
        QTest::newRow("both") << words("--creds me:secret --auth x") << QByteArray() << 2;
        QTest::newRow("no user") << words("--creds :secret") << QByteArray() << 2;
        QTest::newRow("time") << words("--creds me:secret --pull-timeout 1m") << QByteArray() << 0;
        QTest::newRow("no time") << words("--creds me:secret --pt soon") << QByteArray() << 2;
    }

    void aPrivateImageIsPulledWithALogin()
    {
        QFETCH(QStringList, login);
        QFETCH(QByteArray, input);
        QFETCH(int, code);
        const char *registry = "--registry r.example --login me:secret";
        const Runtime runtime = empty(registry);
        const QString pod = file("p.yaml", podFile);
        HYDRA_EXITS(crictl(runtime,
                           words("pull -a k=v") + login +
                               QStringList{QStringLiteral("--pod-config"), pod,
                                           QStringLiteral("r.example/private:1")},
                           input),
                    code);
        const Runtime another = empty(registry);
        const QString container =
            file("c.yaml", "metadata: {name: a}\nimage: {image: r.example/private:1}\n"
                           "mounts: [{container_path: /m, image: {image: r.example/mounted:1}}]\n");
        HYDRA_EXITS(crictl(another, words("run") + login + QStringList{container, pod}, input),
                    code);
        if (code == 0)
            QCOMPARE(calls().count("PullImage"), 2); // its own and the one it mounts
        if (code == 2)
            QCOMPARE(calls().count("RunPodSandbox"), 0);
    }

    void imagesArePulledOrNot_data()
    {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<int>("pulls");
        QTest::newRow("run") << words("run") << 1;
        QTest::newRow("run --with-pull") << words("run --with-pull") << 1;
        QTest::newRow("run --no-pull") << words("run --no-pull -T 30s") << 0;
        QTest::newRow("create") << words("create POD") << 0;
        QTest::newRow("create --with-pull") << words("create --with-pull POD") << 1;
        QTest::newRow("create --no-pull") << words("create --no-pull -T 30s POD") << 0;
        QTest::newRow("both") << words("run --no-pull --with-pull") << -1;
    }

    void imagesArePulledOrNot()
    {
        QFETCH(QStringList, flags);
        QFETCH(int, pulls);
        const Runtime runtime = empty();
        const QString pod = file("p.yaml", podFile);
        const Outcome made = crictl(runtime, words("runp") + QStringList{pod});
        HYDRA_EXITS(made, 0);
        flags.replaceInStrings(QStringLiteral("POD"), QString::fromLatin1(made.output.trimmed()));
        const Outcome ran =
            crictl(runtime, flags + QStringList{file("c.yaml", containerFile), pod});
        HYDRA_EXITS(ran, pulls < 0 ? 2 : 0);
        QCOMPARE(calls().count("PullImage"), std::max(pulls, 0));
        QCOMPARE(calls().count("CreateContainer"), pulls < 0 ? 0 : 1);
    }

    void containersAreInspectedByFilters_data()
    {
        QTest::addColumn<int>("count");
        for (const auto &[line, count] :
             {std::pair("inspect --name hub -q", 2), std::pair("inspect -l", 1),
              std::pair("inspect -n 3", 3), std::pair("inspect -s exited", 2),
              std::pair("inspect -a", 16), std::pair("inspect", 13),
              std::pair("inspect --label io.kubernetes.container.name=hub", 1),
              std::pair("inspect -a --image docker.io/library/busybox:latest", 1),
              std::pair("inspect -a -p 9e3779b1", 2), std::pair("inspect -a --namespace kube", 5),
              std::pair("inspectp", 8), std::pair("inspectp -s notready", 1),
              std::pair("inspectp --namespace default -l", 1), std::pair("inspectp --name hub", 1),
              std::pair("inspecti", 24), std::pair("inspecti -f dangling=true", 1),
              std::pair("inspecti --name docker.io/library/busybox:latest", 1)})
            QTest::newRow(line) << count;
    }

    void containersAreInspectedByFilters()
    {
        QFETCH(int, count);
        const Outcome outcome = home(QTest::currentDataTag());
        HYDRA_EXITS(outcome, 0);
        const QJsonDocument json = QJsonDocument::fromJson(outcome.output);
        QCOMPARE(json.isArray() ? int(json.array().size()) : 1, count);
    }

    void whatAFilterDoesNotFindIsSaid()
    {
        HYDRA_REFUSES(home("inspect --name nobody"), 3, "there is nothing to inspect");
        HYDRA_REFUSES(home("inspect --name ["), 2, "--name", "is no regular expression");
        HYDRA_REFUSES(home("ps --namespace ["), 2, "--namespace");
        HYDRA_REFUSES(home("ps --label app"), 2, "--label", "KEY=VALUE");
        HYDRA_REFUSES(home("images -f reference=["), 2, "--filter");
        HYDRA_REFUSES(home("exec --name nobody -s true"), 3, "no container is chosen");
        HYDRA_REFUSES(home("exec -n 2 -it sh"), 2, "2 containers are chosen");
    }

    void aTemplatePrintsWhatItNames_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("output");
        QTest::newRow("inspect 8ff34739")
            << QStringLiteral("{{.status.metadata.name}} {{.info.pid}}")
            << QByteArray("thermostat 5432\n");
        QTest::newRow("inspect 8ff34739 81af14c1")
            << QStringLiteral("{{range .}}{{.status.metadata.name}};{{end}}")
            << QByteArray("thermostat;thermostat;\n");
        QTest::newRow("inspectp 9e3779b1")
            << QStringLiteral("{{index .status.labels \"app.kubernetes.io/name\"}}")
            << QByteArray("thermostat\n");
        QTest::newRow("inspecti docker.io/library/busybox:latest")
            << QStringLiteral("{{join}}") << QByteArray(); // no such function
        QTest::newRow("info") << QStringLiteral("{{range .status.conditions}}{{.type}}={{.status}} "
                                                "{{end}}")
                              << QByteArray("RuntimeReady=true NetworkReady=false \n");
        QTest::newRow("imagefsinfo")
            << QStringLiteral("{{(index .status.imageFilesystems 0).usedBytes.value}}")
            << QByteArray("1234567890\n");
    }

    void aTemplatePrintsWhatItNames()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, output);
        const QStringList line =
            words(QTest::currentDataTag()) + words("-o go-template --template") + QStringList{text};
        if (output.isEmpty()) {
            HYDRA_REFUSES(home(line), 2, "there is no function join");
            return;
        }
        const Outcome outcome = home(line);
        HYDRA_EXITS(outcome, 0);
        QCOMPARE(outcome.output, output);
    }

    void aTemplateIsForGoTemplateAlone()
    {
        HYDRA_REFUSES(home("info --template {{.status}}"), 2, "--template");
        HYDRA_REFUSES(home("info -o go-template"), 2, "needs a template");
        HYDRA_REFUSES(home("events -o go-template --template {{"), 2, "--template:1:3");
        const Runtime busy("fake_cri", words("--pods 2 --containers 4 --changes-per-second 40"));
        Child events(m_world.command(
            QStringList{QStringLiteral("crictl"), QStringLiteral("-r"), busy.endpoint()} +
            words("events -o go-template --template") +
            QStringList{QStringLiteral("<{{.containerEventType}}>")}));
        QVERIFY2(events.waitForOutput("<CONTAINER_STARTED_EVENT>\n"), events.output().constData());
    }

    void commandsRunInAllThatAreChosen()
    {
        const Outcome two = home("exec -s --name hub uname -a");
        HYDRA_EXITS(two, 0);
        QCOMPARE(two.output.count("uname -a\n"), 2);
        QCOMPARE(two.output.count(":\n"), 2); // each behind its id
        QVERIFY(!home("exec -s -q --name hub uname").output.contains(":\n"));
        const Outcome parallel = home("exec -s -x --name hub uname");
        HYDRA_EXITS(parallel, 0);
        QCOMPARE(parallel.output.count(": uname\n"), 2);
        QVERIFY(!parallel.output.contains(":\n"));
        QCOMPARE(home("exec -s -l ps aux").output.count(": ps aux\n"), 1); // a verb's name, too
        HYDRA_EXITS(home("exec -s 8ff34739 -- ls -l"), 0);
        HYDRA_EXITS(home("exec -s --label io.kubernetes.container.name=hub false"), 1);
        HYDRA_EXITS(home("exec -s -e --state running false"), 0);
        HYDRA_REFUSES(home("exec -s --name hub"), 2, "which command?");
        HYDRA_REFUSES(home("exec -s 8ff34739"), 2, "which command?");
        HYDRA_REFUSES(home("exec -r carrier-pigeon 8ff34739 true"), 2, "--transport");
    }

    void theRuntimeIsAskedForTheRest()
    {
        QCOMPARE(home("runtime-config").output, QByteArray("cgroup driver:   SYSTEMD\n"));
        HYDRA_EXITS(home("update-runtime-config --pod-cidr 10.1.0.0/16"), 0);
        HYDRA_EXITS(home("checkpoint --export /tmp/a.tar 8ff34739"), 0);
        for (const char *verb : {"metricdescs", "metricsp -o json"}) {
            const Outcome outcome = home(verb);
            HYDRA_EXITS(outcome, 0);
            QVERIFY(outcome.output.contains("container_cpu_usage_seconds_total"));
        }
        const Runtime runtime = empty();
        HYDRA_EXITS(crictl(runtime,
                           words("run --no-pull") +
                               QStringList{file("c.yaml", containerFile), file("p.yaml", podFile)}),
                    0);
        HYDRA_EXITS(crictl(runtime, words("rm -a -f --keep-logs")), 0);
    }
};

HYDRA_TEST_MAIN(TestCliCrictlVerbs)
#include "test_cli_crictl_verbs.moc"
