// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/json.h"
#include "core/yaml/reader.h"
#include "tests/cli/runtime.h"
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace hydra;
using namespace hydra::test;

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts);
}

/// "--state value, -s value [ --state value ]" as "--state,-s value".
QString flagOf(const QString &column)
{
    QStringList names;
    bool takesValue = false;
    for (const QString &each :
         column.section(QStringLiteral(" ["), 0, 0).split(QStringLiteral(", "))) {
        names << each.section(u' ', 0, 0);
        takesValue = takesValue || each.contains(u' ');
    }
    return names.join(u',') + (takesValue ? QStringLiteral(" value") : QString());
}

/// What a crictl's help lists below HEADING: the first column of each line.
QStringList listed(const QByteArray &help, const QString &heading)
{
    static const QRegularExpression gap(QStringLiteral(" {2,}"));
    QStringList columns;
    bool here = false;
    for (const QString &line : QString::fromUtf8(help).split(u'\n')) {
        if (!line.startsWith(u' ') && !line.isEmpty())
            here = line.startsWith(heading);
        else if (here && line.startsWith(QStringLiteral("   ")) && line.size() > 3 &&
                 line[3] != u' ')
            columns << line.trimmed().section(gap, 0, 0);
    }
    return columns;
}

} // namespace

/// `hydractl crictl` beside crictl itself: its options, and what both say of the same runtime at
/// the same time. What needs crictl is skipped where it is not, or is older than 1.37.
class TestCliCrictlBeside : public QObject
{
    Q_OBJECT

    World m_world;
    QString m_crictl; ///< empty: there is none
    std::unique_ptr<Runtime> m_runtime;
    QString m_socket;

    [[nodiscard]] Outcome crictl(const QStringList &args) const
    {
        return Child({.program = m_crictl, .args = args}).finish();
    }
    [[nodiscard]] Outcome theirs(const QStringList &args) const
    {
        return crictl(QStringList{QStringLiteral("-r"), m_socket} + args);
    }
    [[nodiscard]] Outcome ours(const QStringList &args) const
    {
        return m_world.hydractl(
            QStringList{QStringLiteral("crictl"), QStringLiteral("-r"), m_socket} + args);
    }

    /// Lines such as "ps --state,-s value"; a verb alone is itself one.
    [[nodiscard]] static QStringList flagTable()
    {
        QFile file(sourcePath("tests/golden/crictl_flags.txt"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no table of flags");
        return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    }

    [[nodiscard]] QStringList flagsOfCrictl() const
    {
        const QByteArray help = crictl(words("help")).output;
        QStringList lines;
        for (const QString &flag : listed(help, QStringLiteral("GLOBAL OPTIONS")))
            lines << QStringLiteral("crictl ") + flagOf(flag);
        for (const QString &column : listed(help, QStringLiteral("COMMANDS"))) {
            const QString verb = column.section(u',', 0, 0);
            if (verb == u"help")
                continue;
            lines << column;
            const QByteArray more = crictl({verb, QStringLiteral("--help")}).output;
            for (const QString &sub : listed(more, QStringLiteral("COMMANDS")))
                lines << verb + u' ' + sub;
            for (const QString &flag : listed(more, QStringLiteral("OPTIONS")))
                lines << verb + u' ' + flagOf(flag);
        }
        lines.removeIf([](const QString &line) {
            return line.contains(QStringLiteral("--help")) ||
                   line.endsWith(QStringLiteral(" help, h"));
        });
        return lines;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_world.setVariable(QStringLiteral("TZ"), QStringLiteral("UTC"));
        qputenv("TZ", "UTC");
        m_socket = QStringLiteral("unix://") + m_world.path(QStringLiteral("cri.sock"));
        m_runtime = std::make_unique<Runtime>(
            "fake_cri",
            words("--pods 8 --containers 16 --listen") +
                QStringList{QStringLiteral("unix:") + m_world.path(QStringLiteral("cri.sock"))});
        m_crictl = QStandardPaths::findExecutable(QStringLiteral("crictl"));
        // Its option --max-retries is of 1.37; a crictl that `go install` made knows no version.
        if (!m_crictl.isEmpty() && !crictl(words("help")).output.contains("--max-retries"))
            m_crictl.clear();
    }

    void everyFlagOfCrictlIsOfferedOrNamed_data()
    {
        QTest::addColumn<QStringList>("flags");
        QMap<QString, QStringList> byVerb;
        for (const QString &line : flagTable())
            byVerb[line.section(u' ', 0, 0).section(u',', 0, 0)] << line;
        for (const char *verb : {"completion", "config"}) // not offered either
            byVerb.remove(QLatin1String(verb));
        for (auto each = byVerb.begin(); each != byVerb.end(); ++each)
            QTest::newRow(qPrintable(each.key())) << *each;
    }

    void everyFlagOfCrictlIsOfferedOrNamed()
    {
        QFETCH(QStringList, flags);
        const QString verb = QString::fromLatin1(QTest::currentDataTag());
        const QStringList call =
            verb == u"crictl" ? QStringList{verb} : QStringList{QStringLiteral("crictl"), verb};
        const Outcome outcome = m_world.hydractl(call + words("--help"));
        HYDRA_EXITS(outcome, 0);
        const QString text = QString::fromUtf8(outcome.output);
        const QString offered = text.section(QStringLiteral("\nNot offered:"), 0, 0);
        for (const QString &line : flags) {
            const QString flag = line.section(u' ', 1);
            if (!flag.startsWith(u'-'))
                continue; // the verb itself, or its jsonschema
            for (const QString &name : flag.section(u' ', 0, 0).split(u',')) {
                const QRegularExpression here(QStringLiteral("(^|[ ,\n])%1([ ,=\n]|$)")
                                                  .arg(QRegularExpression::escape(name)));
                QVERIFY2(here.match(text).hasMatch(), qPrintable(line + u'\n' + text));
                if (here.match(offered).hasMatch() || !name.startsWith(QStringLiteral("--")))
                    continue;
                HYDRA_REFUSES(m_world.hydractl(call + QStringList{name} + words("1 x")), 2,
                              "is not offered: ");
            }
        }
    }

    void aVerbThatIsNotOfferedSaysWhy()
    {
        for (const char *verb : {"completion bash", "config --list"})
            HYDRA_REFUSES(m_world.hydractl(words("crictl") + words(verb)), 2, "is not offered: ");
        HYDRA_REFUSES(ours(words("runp jsonschema")), 3, "is not offered");
    }

    void theTableOfFlagsIsCrictls()
    {
        if (m_crictl.isEmpty())
            QSKIP("no crictl 1.37 here");
        const QStringList flags = flagsOfCrictl();
        if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN")) {
            QFile file(sourcePath("tests/golden/crictl_flags.txt"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(flags.join(u'\n').toUtf8() + '\n');
        }
        QCOMPARE(flags, flagTable());
    }

    void tablesAreTheSame_data()
    {
        QTest::addColumn<int>("none");
        for (const char *line : {"ps",
                                 "ps -a",
                                 "ps -a --no-trunc",
                                 "ps -a -q",
                                 "ps -a -v",
                                 "ps -s exited",
                                 "ps -n 3",
                                 "ps -l",
                                 "ps -l -n 2",
                                 "ps -a -r",
                                 "ps -a --name sidecar",
                                 "ps -a --namespace kube",
                                 "ps -a --namespace unknown",
                                 "ps -a --label io.kubernetes.container.name=hub",
                                 "ps -a --image docker.io/library/busybox:latest",
                                 "ps --name nobody",
                                 "pods",
                                 "pods --no-trunc",
                                 "pods -q",
                                 "pods -v",
                                 "pods -s notready",
                                 "pods -s notready -l",
                                 "pods --namespace default",
                                 "images",
                                 "images --digests --pinned",
                                 "images --no-trunc",
                                 "images -q",
                                 "images -v",
                                 "images -f dangling=true",
                                 "images -f dangling=false",
                                 "images -f reference=hydra",
                                 "images -f before=docker.io/library/busybox:latest",
                                 "images -f since=docker.io/library/busybox:latest",
                                 "images -f before=nobody:1",
                                 "images -f since=nobody:1",
                                 "images docker.io/library/busybox:latest",
                                 "stats",
                                 "stats -a",
                                 "statsp",
                                 "inspect -o table -q 8ff34739",
                                 "inspect -o table 8ff34739",
                                 "inspect -a -q -o table",
                                 "inspectp -o table 9e3779b1",
                                 "inspectp -o table -q",
                                 "inspecti -o table docker.io/library/busybox:latest",
                                 "version",
                                 "runtime-config"})
            QTest::newRow(line) << 0;
    }

    void tablesAreTheSame()
    {
        if (m_crictl.isEmpty())
            QSKIP("no crictl 1.37 here");
        const QStringList line = words(QTest::currentDataTag());
        const Outcome theirOutput = theirs(line);
        const Outcome ourOutput = ours(line);
        QCOMPARE(ourOutput.exitCode, theirOutput.exitCode);
        QCOMPARE(QString::fromUtf8(ourOutput.output), QString::fromUtf8(theirOutput.output));
    }

    void valuesAreTheSame_data()
    {
        QTest::addColumn<int>("none");
        for (const char *line : {"ps -a",
                                 "ps",
                                 "ps -l",
                                 "ps -a -r",
                                 "pods",
                                 "pods -l",
                                 "images",
                                 "images docker.io/library/busybox:latest",
                                 "stats",
                                 "statsp",
                                 "inspect 8ff34739",
                                 "inspect -q 8ff34739",
                                 "inspect -a",
                                 "inspect -a -q",
                                 "inspect --name hub",
                                 "inspectp 9e3779b1",
                                 "inspectp",
                                 "inspectp -s notready",
                                 "inspecti docker.io/library/busybox:latest",
                                 "inspecti",
                                 "inspecti -f dangling=true",
                                 "inspecti --name docker.io/library/busybox:latest",
                                 "info",
                                 "info -q",
                                 "metricdescs",
                                 "metricsp"}) {
            QTest::addRow("%s -o json", line) << 0;
            QTest::addRow("%s -o yaml", line) << 0;
        }
    }

    /// JSON or YAML, whichever ARGS ask for.
    [[nodiscard]] static QJsonValue valueOf(const QByteArray &output, bool yaml)
    {
        const QJsonDocument json = QJsonDocument::fromJson(output);
        if (!yaml)
            return json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object());
        const auto document = readYaml(output, QStringLiteral("yaml"));
        return document ? toJson(*document->root) : QJsonValue();
    }

    void valuesAreTheSame()
    {
        if (m_crictl.isEmpty())
            QSKIP("no crictl 1.37 here");
        const QStringList all = words(QTest::currentDataTag());
        const QStringList line{all.mid(0, 1) + all.last(2) + all.mid(1, all.size() - 3)};
        const bool yaml = line.contains(QStringLiteral("yaml"));
        const bool moves =
            line.contains(QStringLiteral("stats")) || line.contains(QStringLiteral("statsp"));
        const Outcome theirOutput = theirs(line);
        const Outcome ourOutput = ours(line);
        HYDRA_EXITS(theirOutput, 0);
        HYDRA_EXITS(ourOutput, 0);
        QByteArray their = theirOutput.output;
        QByteArray our = ourOutput.output;
        static const QRegularExpression digits(QStringLiteral("[0-9]{8,}"));
        if (moves) { // CPU time and the time of the sample
            their = QString::fromUtf8(their).replace(digits, QStringLiteral("0")).toUtf8();
            our = QString::fromUtf8(our).replace(digits, QStringLiteral("0")).toUtf8();
        }
        const QJsonValue value = valueOf(their, yaml);
        QVERIFY2(value.isObject() || value.isArray(), their.constData());
        QVERIFY2(valueOf(our, yaml) == value,
                 ("OURS\n" + our.left(6000) + "\nTHEIRS\n" + their.left(6000)).constData());
    }

    void templatesWriteTheSame_data()
    {
        QTest::addColumn<QString>("verb");
        const auto row = [](const char *verb, const char *text) {
            QTest::newRow(text) << QString::fromLatin1(verb);
        };
        row("inspect 8ff34739", "{{.status.id}}");
        row("inspect 8ff34739", "{{.status}}");
        row("inspect 8ff34739", "{{json .status}}");
        row("inspect 8ff34739",
            "{{range $k, $v := .status.labels}}{{$k}}={{$v}}{{\"\\n\"}}{{end}}");
        row("inspect 8ff34739", "{{.info.pid}} {{if .status.exitCode}}x{{else}}y{{end}}");
        row("inspect 8ff34739",
            "{{printf \"%-20s|%5d|%v\" .status.metadata.name 42 .status.mounts}}");
        row("inspect -a", "{{range .}}{{.status.id}} {{.status.state}}{{\"\\n\"}}{{end}}");
        row("inspect -a", "{{range $i, $e := .}}{{if lt $i 3}}{{$i}}:{{$e.status.reason | "
                          "upper}};{{end}}{{end}}");
        row("inspectp 9e3779b1",
            "{{index .status.labels \"io.kubernetes.pod.uid\"}} {{len .status.labels}}");
        row("inspectp 9e3779b1", "{{.status.linux}} {{.status.network.ip | printf \"%q\"}}");
        row("inspecti docker.io/library/busybox:latest",
            "{{with index .status.repoTags 0}}{{.}}{{end}} {{.status.size}}");
        row("info",
            "{{range .status.conditions}}{{.type}}: {{.status}}, {{title .reason}}; {{end}}");
        row("info", "{{range .runtimeHandlers}}{{.}}{{end}} {{.features}}");
    }

    void templatesWriteTheSame()
    {
        QFETCH(QString, verb);
        if (m_crictl.isEmpty())
            QSKIP("no crictl 1.37 here");
        // Behind a word that is no option, crictl takes options for words.
        const QStringList line = verb.split(u' ').mid(0, 1) + words("-o go-template --template") +
                                 QStringList{QString::fromLatin1(QTest::currentDataTag())} +
                                 verb.split(u' ').mid(1);
        const Outcome theirOutput = theirs(line);
        HYDRA_EXITS(theirOutput, 0);
        QCOMPARE(QString::fromUtf8(ours(line).output), QString::fromUtf8(theirOutput.output));
    }
};

HYDRA_TEST_MAIN(TestCliCrictlBeside)
#include "test_cli_crictl_beside.moc"
