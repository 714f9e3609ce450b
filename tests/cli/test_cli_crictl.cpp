// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/runtime.h"
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QJsonDocument>
#include <QTcpServer>

#include <algorithm>
#include <csignal>

using namespace hydra;
using namespace hydra::test;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr qint64 kMostKib = 640 << 10; // AddressSanitizer adds some for each freed block
#else
constexpr qint64 kMostKib = 200 << 10;
#endif

const QByteArray clearScreen = "\x1b[2J\x1b[H"; // the beginning of stats' output, as crictl's

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts);
}

Runtime hostile(const char *mode)
{
    return Runtime("hostile_cri", {QLatin1String(mode), QStringLiteral("127.0.0.1:0")});
}

// Characters that control a terminal or change the direction of text.
bool isDangerous(QChar c)
{
    return c != u'\n' && c != u'\t' && (c.category() == QChar::Other_Control || c == QChar(0x202e));
}

bool isHarmless(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return std::none_of(text.begin(), text.end(), isDangerous);
}

} // namespace

/// `hydractl crictl` with runtimes in memory: its output equals crictl's byte by byte, and hostile
/// runtimes do no harm. The files under golden/crictl were compared with crictl 1.37's output at
/// the same instant.
class TestCliCrictl : public QObject
{
    Q_OBJECT

    World m_world;
    std::unique_ptr<Runtime> m_aged;  ///< its ages are relative to now
    std::unique_ptr<Runtime> m_dated; ///< its times are fixed

    [[nodiscard]] Outcome crictl(const Runtime &runtime, const QStringList &args) const
    {
        return m_world.hydractl(
            QStringList{QStringLiteral("crictl"), QStringLiteral("-r"), runtime.endpoint()} + args);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QStringList size = words("--pods 8 --containers 16");
        m_world.setVariable(QStringLiteral("TZ"), QStringLiteral("UTC"));
        m_aged = std::make_unique<Runtime>("fake_cri", size);
        m_dated = std::make_unique<Runtime>("fake_cri", size + words("--now 1790000000"));
    }

    void outputIsCrictls_data()
    {
        QTest::addColumn<QStringList>("args");
        QTest::addColumn<bool>("dated");
        for (const char *line : {"ps",
                                 "ps -a",
                                 "ps -a --no-trunc",
                                 "ps -a -q",
                                 "ps -a -v",
                                 "ps -s exited",
                                 "ps -n 3",
                                 "ps -l",
                                 "ps -a -r",
                                 "ps -a --name sidecar",
                                 "ps -a --namespace kube",
                                 "ps -a --label io.kubernetes.container.name=hub",
                                 "ps -a --image docker.io/library/busybox:latest",
                                 "ps --name nobody",
                                 "pods",
                                 "pods --no-trunc",
                                 "pods -q",
                                 "pods -s notready",
                                 "pods --namespace default",
                                 "images",
                                 "images --digests --pinned",
                                 "images --no-trunc",
                                 "images -q",
                                 "images -v",
                                 "images -f dangling=true",
                                 "images -f reference=hydra",
                                 "images -f before=docker.io/library/busybox:latest",
                                 "images -f since=docker.io/library/busybox:latest",
                                 "images docker.io/library/busybox:latest",
                                 "stats -s 0.2",
                                 "statsp -s 0.2",
                                 "inspect -o table 8ff34739",
                                 "inspectp -o table 9e3779b1",
                                 "version"})
            QTest::newRow(line) << words(line) << false;
        for (const char *line :
             {"pods -v", "ps -n 2 -o json", "ps -n 2 -o yaml", "pods -l -o json", "pods -l -o yaml",
              "images -o json docker.io/library/busybox:latest",
              "images -o yaml docker.io/library/busybox:latest", "inspect 8ff34739",
              "inspect -q -o yaml 8ff34739", "inspectp 9e3779b1",
              "inspecti docker.io/library/busybox:latest",
              "inspecti -o table docker.io/library/busybox:latest", "info"})
            QTest::newRow(line) << words(line) << true;
    }

    void outputIsCrictls()
    {
        QFETCH(QStringList, args);
        QFETCH(bool, dated);
        const Outcome outcome = crictl(dated ? *m_dated : *m_aged, args);
        HYDRA_EXITS(outcome, 0);
        QString name = args.join(u'_');
        name.replace(u'/', u'+').replace(u':', u'-');
        QFile golden(sourcePath("tests/golden/crictl/%1.txt").arg(name));
        if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN")) {
            QVERIFY(golden.open(QIODevice::WriteOnly));
            golden.write(outcome.output);
            return;
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), "set HYDRA_UPDATE_GOLDEN=1 to record it");
        QCOMPARE(QString::fromUtf8(outcome.output), QString::fromUtf8(golden.readAll()));
    }

    void eventsComeAsTheyHappen()
    {
        const Runtime busy("fake_cri", words("--pods 2 --containers 4 --changes-per-second 40"));
        Child events(m_world.command({QStringLiteral("crictl"), QStringLiteral("-r"),
                                      busy.endpoint(), QStringLiteral("events")}));
        for (const char *kind : {"CREATED", "STARTED", "STOPPED", "DELETED"})
            QVERIFY2(events.waitForOutput(QByteArray("CONTAINER_") + kind + "_EVENT"),
                     events.output().constData());
        events.signal(SIGTERM);
        const Outcome outcome = events.finish();
        QVERIFY(!outcome.timedOut);
        QVERIFY(outcome.output.startsWith("{\n"));
    }

    void aListAsksOnceAndOneImagePerName()
    {
        const QString calls = m_world.path(QStringLiteral("calls"));
        const Runtime runtime("fake_cri", words("--pods 4 --containers 48") +
                                              QStringList{QStringLiteral("--calls"), calls});
        HYDRA_EXITS(crictl(runtime, words("ps -a -r")), 0);
        const QByteArray log = m_world.read(QStringLiteral("calls"));
        QCOMPARE(log.count("ListContainers\n"), 1);
        QVERIFY2(log.count("ImageStatus\n") <= 24 + 8,
                 log.constData()); // some images have two names
    }

    void proxyVariablesDoNotMatter()
    {
        const QStringList names =
            words("http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY grpc_proxy");
        for (const QString &name : names)
            m_world.setVariable(name, QStringLiteral("http://127.0.0.1:1"));
        for (const char *name : {"no_proxy", "NO_PROXY"})
            m_world.setVariable(QLatin1String(name), QString());
        const Outcome over = crictl(*m_aged, words("pods -q"));
        const QString path = m_world.path(QStringLiteral("cri.sock"));
        const Runtime local("fake_cri",
                            words("--pods 1") + QStringList{QStringLiteral("--listen"),
                                                            QStringLiteral("unix:") + path});
        const Outcome here = m_world.hydractl({QStringLiteral("crictl"), QStringLiteral("-r"),
                                               QStringLiteral("unix://") + path,
                                               QStringLiteral("pods"), QStringLiteral("-q")});
        for (const QString &name : names)
            m_world.setVariable(name, QString());
        HYDRA_EXITS(over, 0);
        QCOMPARE(over.output.count('\n'), 8);
        HYDRA_EXITS(here, 0);
        QCOMPARE(here.output.count('\n'), 1);
    }

    void nothingOfAStrangersIsObeyed_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QStringList>("args");
        for (const char *mode : {"escapes", "error"}) {
            for (const char *line : {"ps -a",
                                     "ps -a --no-trunc",
                                     "ps -a -v",
                                     "ps -a -q",
                                     "ps -a -o json",
                                     "ps -a -o yaml",
                                     "ps -a -r",
                                     "pods",
                                     "pods -v",
                                     "pods -q",
                                     "pods -o yaml",
                                     "images",
                                     "images -v",
                                     "images -q",
                                     "images --digests",
                                     "images -o json",
                                     "stats -a -s 0.1",
                                     "inspect x",
                                     "inspect -o yaml x",
                                     "inspect -o table x",
                                     "inspectp x",
                                     "inspectp -o table x",
                                     "inspecti x",
                                     "inspecti -o table x",
                                     "inspect -o go-template --template {{.}} x",
                                     "inspect -a",
                                     "info",
                                     "info -o yaml",
                                     "version",
                                     "events",
                                     "events -o yaml",
                                     "logs x",
                                     "rmi x",
                                     "rm x",
                                     "exec -s x true"})
                QTest::addRow("%s: %s", mode, line) << QByteArray(mode) << words(line);
        }
    }

    void nothingOfAStrangersIsObeyed()
    {
        QFETCH(QByteArray, mode);
        QFETCH(QStringList, args);
        const Runtime stranger = hostile(mode.constData());
        Outcome outcome = crictl(stranger, args);
        QVERIFY2(!outcome.timedOut && outcome.signal == 0, outcome.words().constData());
        if (outcome.output.startsWith(clearScreen))
            outcome.output.remove(0, clearScreen.size());
        QVERIFY2(isHarmless(outcome.output),
                 outcome.output.toPercentEncoding(" {}\"\\[];:").constData());
        QVERIFY2(isHarmless(outcome.errorOutput),
                 outcome.errorOutput.toPercentEncoding(" {}\"\\[];:").constData());
        if (outcome.exitCode == 0 && args.contains(QStringLiteral("json")))
            QVERIFY(!QJsonDocument::fromJson(outcome.output).isNull());
        if (mode == "error")
            QVERIFY2(outcome.exitCode != 0 && outcome.errorOutput.contains("evil"),
                     outcome.words().constData());
    }

    void noAnswerTakesMuchMemoryOrWaitsForEver_data()
    {
        QTest::addColumn<QByteArray>("mode");
        for (const char *mode :
             {"huge", "many", "deep", "garbage", "types", "text", "endless", "stall"}) {
            for (const char *verb : {"ps", "images", "inspect"})
                QTest::addRow("%s: %s", mode, verb) << QByteArray(mode);
        }
    }

    void noAnswerTakesMuchMemoryOrWaitsForEver()
    {
        QFETCH(QByteArray, mode);
        const QString verb = QString::fromUtf8(QTest::currentDataTag()).section(u' ', 1);
        const Runtime stranger = hostile(mode.constData());
        const QStringList args =
            verb == u"inspect" ? QStringList{verb, QStringLiteral("x")} : QStringList{verb};
        const Outcome outcome = crictl(stranger, words("-t 1s") + args);
        QVERIFY2(!outcome.timedOut && outcome.signal == 0, outcome.words().constData());
        QVERIFY2(outcome.exitCode == 1 || outcome.exitCode == 5, outcome.words().constData());
        QVERIFY2(outcome.errorOutput.contains("hydractl: " + stranger.endpoint().toUtf8() + ": "),
                 outcome.words().constData());
        QVERIFY2(outcome.errorOutput.contains("; "), outcome.words().constData()); // what next
        QVERIFY2(outcome.peakKib < kMostKib, QByteArray::number(outcome.peakKib).constData());
    }

    void numbersOutOfReasonAreRefused()
    {
        for (const char *line :
             {"-t inf ps", "-t nan ps", "-t 1e300 ps", "-t 99999999h ps", "stats -s inf",
              "stats -s 1e300", "exec -s --timeout 9223372036854775807 x true",
              "stop -t 9223372036854775807 x", "logs --since 1e300 x", "logs --since nan x"})
            HYDRA_REFUSES(crictl(*m_aged, words(line)), 2, "--");
    }

    void aPortThatIsSilentEndsEveryCall()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QString endpoint = QStringLiteral("tcp://127.0.0.1:%1").arg(silent.serverPort());
        for (const char *line :
             {"-t 500ms ps", "-t 500ms inspect x", "-t 500ms exec x true", "-t 500ms logs x"})
            HYDRA_REFUSES(m_world.hydractl(QStringList{QStringLiteral("crictl"),
                                                       QStringLiteral("-r"), endpoint} +
                                           words(line)),
                          5, endpoint.toUtf8());
        const Outcome events = m_world.hydractl(
            {QStringLiteral("crictl"), QStringLiteral("-r"), endpoint, QStringLiteral("events")});
        QVERIFY2(!events.timedOut && events.exitCode != 0, events.words().constData());
    }
};

HYDRA_TEST_MAIN(TestCliCrictl)
#include "test_cli_crictl.moc"
