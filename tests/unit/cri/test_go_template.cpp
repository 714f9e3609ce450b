// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/go_template.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace hydra;

namespace {

/// What `inspect` has, in short.
const char *data = R"({
    "info": {"pid": 4321, "zero": 0, "half": 0.5, "big": 1790000000000000000},
    "status": {"id": "8ff3", "attempt": 2, "exitCode": 0, "tty": false, "ready": true,
               "labels": {"app.kubernetes.io/name": "hub", "b": "x<y"}, "none": null, "empty": [],
               "mounts": [{"hostPath": "/a"}, {"hostPath": "/b"}], "words": ["one", "two", "three"]}
})";

Result<QString> run(const QString &text)
{
    const auto parsed = GoTemplate::parse(text);
    return parsed ? parsed->run(QJsonDocument::fromJson(data).object()) : fail(parsed.error());
}

} // namespace

/// Templates with the output that Go's text/template gives them, as crictl 1.37 uses it.
class TestGoTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatPeopleWriteGivesWhatGoGives_data()
    {
        QTest::addColumn<QString>("output");
        const auto row = [](const char *text, const char *output) {
            QTest::newRow(text) << QString::fromUtf8(output);
        };
        row("plain", "plain");
        row("", "");
        row("{{.status.id}}", "8ff3");
        row("{{ .status.id }} {{.info.pid}}", "8ff3 4321");
        row("{{.status.tty}}{{.status.ready}}", "falsetrue");
        row("{{.info.half}} {{.info.big}}", "0.5 1790000000000000000");
        row("{{.status.none}}", "<no value>");
        row("{{.status.words}}", "[one two three]");
        row("{{.status.mounts}}", "[map[hostPath:/a] map[hostPath:/b]]");
        row("{{index .status.labels \"app.kubernetes.io/name\"}}", "hub");
        row("{{index .status.labels `nothing`}}", "<no value>");
        row("{{index .status.words 1}}", "two");
        row("{{(index .status.mounts 0).hostPath}}", "/a");
        row("{{index .status.mounts 1 \"hostPath\"}}", "/b");
        row("{{json .status.labels}}",
            "{\"app.kubernetes.io/name\":\"hub\",\"b\":\"x\\u003cy\"}\n");
        row("{{json .status.id}}", "\"8ff3\"\n");
        row("{{.status.words | json}}", "[\"one\",\"two\",\"three\"]\n");
        row("{{range .status.mounts}}{{.hostPath}} {{end}}", "/a /b ");
        row("{{range $i, $m := .status.mounts}}{{$i}}={{$m.hostPath}};{{end}}", "0=/a;1=/b;");
        row("{{range $k, $v := .status.labels}}{{$k}}={{$v}};{{end}}",
            "app.kubernetes.io/name=hub;b=x<y;");
        row("{{range $v := .status.words}}{{$v}}{{$.status.id}}{{end}}", "one8ff3two8ff3three8ff3");
        row("{{range .status.empty}}x{{else}}none{{end}}", "none");
        row("{{range .status.none}}x{{else}}none{{end}}", "none");
        row("{{range .status.words}}{{if eq . \"two\"}}{{break}}{{end}}{{.}}{{end}}", "one");
        row("{{range .status.words}}{{if eq . \"two\"}}{{continue}}{{end}}{{.}}{{end}}",
            "onethree");
        row("{{range 3}}{{.}}{{end}}", "012");
        row("{{if .status.ready}}yes{{else}}no{{end}}", "yes");
        row("{{if .status.tty}}yes{{else if .status.ready}}half{{else}}no{{end}}", "half");
        row("{{if not .status.empty}}empty{{end}}", "empty");
        row("{{if .status.exitCode}}a number of the data is a text{{end}}",
            "a number of the data is a text");
        row("{{if 0}}x{{else}}zero{{end}}", "zero");
        row("{{with .status.labels}}{{.b}}{{end}}", "x<y");
        row("{{with $x := .status.id}}{{$x}}{{.}}{{end}}", "8ff38ff3");
        row("{{with .status.none}}x{{else}}nil{{end}}", "nil");
        row("{{with .status.none}}x{{else with .status.id}}{{.}}{{end}}", "8ff3");
        row("{{$n := 1}}{{range .status.words}}{{$n = len .}}{{end}}{{$n}}", "5");
        row("{{len .status.words}} {{len .status.id}} {{len .status.labels}}", "3 4 2");
        row("{{printf \"%s-%d-%v-%q\" .status.id 7 true \"a\"}}", "8ff3-7-true-\"a\"");
        row("{{printf \"%5s|%-5s|%05d|%.2f|%x|%%\" \"ab\" \"cd\" 42 .info.half 255}}",
            "   ab|cd   |00042|0.50|ff|%");
        row("{{printf \"%+d %t\" 3 false}}", "+3 false");
        row("{{.status.id | printf \"%s:%s\" \"id\"}}", "id:8ff3");
        row("{{print 1 2 \"a\" 3}}{{println \"x\" 1}}", "1 2a3x 1\n");
        row("{{upper .status.id}} {{lower \"ABC\"}} {{title \"kube-proxy of x\"}}",
            "8FF3 abc Kube-Proxy Of X");
        row("{{eq .status.id \"8ff3\"}} {{eq .status.id \"a\" \"8ff3\"}} {{ne 1 2}}",
            "true true true");
        row("{{lt 1 2}} {{le 2 2}} {{gt \"b\" \"a\"}} {{ge 1.5 2}}", "true true true false");
        row("{{eq .status.exitCode 0}} {{lt .info.pid 5000}}", "true true");
        row("{{and .status.ready .status.id}} {{or .status.tty \"x\"}}", "8ff3 x");
        row("{{and .status.tty (index .status.empty 0)}}",
            "false"); // what follows is not looked at
        row("{{slice .status.id 1 3}} {{slice .status.words 1}}", "ff [two three]");
        row("{{html \"<a href='x'>\"}} {{urlquery \"a b&c\"}}",
            "&lt;a href=&#39;x&#39;&gt; a+b%26c");
        row("a {{- .status.id -}} b", "a8ff3b");
        row("a {{- \" x \" }} b", "a x  b");
        row("x{{/* nothing */}}y {{- /* nor here */ -}} z", "xyz");
        row("{{\"tab\\tand \\\"quotes\\\" \\u00e9\"}}{{'a'}}", "tab\tand \"quotes\" é97");
        row("{{`raw \\n`}}", "raw \\n");
        row("{{-3}}{{1.5e3}}{{0x10}}", "-3150016");
        row("{{true}}{{.}}", "true"); // and all of the data
    }

    void whatPeopleWriteGivesWhatGoGives()
    {
        QFETCH(QString, output);
        const auto written = run(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY2(written, written ? "" : qPrintable(formatError(written.error())));
        if (QByteArray(QTest::currentDataTag()).endsWith("{{.}}") && output == u"true")
            QVERIFY2(written->startsWith(u"truemap[info:map[big:1790000000000000000 half:0.5"),
                     qPrintable(*written));
        else
            QCOMPARE(*written, output);
    }

    void whatIsWrongIsSaidWithItsPlace_data()
    {
        QTest::addColumn<QString>("said");
        const auto row = [](const char *text, const char *said) {
            QTest::newRow(text) << QString::fromUtf8(said);
        };
        row("{{.status.Id}}",
            "--template:1:3: there is no .Id; there are attempt, empty, exitCode");
        row("line\n  {{.nothing}}", "--template:2:5: there is no .nothing; there are info, status");
        row("{{.status.id.x}}", "--template:1:3: .x: a text has no fields");
        row("{{.status.mounts.hostPath}}",
            "a list has no fields; take one: index LIST 0, or range");
        row("{{.status.none.x}}", ".x of nil");
        row("{{index .status.words 3}}", "index: there is no item 3 of 3");
        row("{{index .status.none 0}}", "index: nil has no item 0");
        row("{{range .status.id}}{{end}}", "range: a text is no list and no map");
        row("{{lt .status.ready 1}}", "lt: a boolean and a number cannot be compared");
        row("{{len .status.tty}}", "len: a boolean has no length");
        row("{{printf \"%d\" .status.id}}", "printf: a text is no number");
        row("{{printf \"%s\"}}", "printf: has more verbs than values");
        row("{{printf \"x\" 1}}", "printf: has more values than verbs");
        row("{{printf \"%z\" 1}}", "printf: %z is no verb");
        row("{{status}}",
            "--template:1:3: there is no function status; a field is written .status");
        row("{{.status.id", "an action has no }}");
        row("{{", "an action has no }}");
        row("{{if .status}}x", "{{if}} without {{end}}");
        row("{{end}}", "{{end}} without a beginning");
        row("{{else}}", "{{else}} without a beginning");
        row("{{break}}", "{{break}} outside of {{range}}");
        row("{{$x}}", "there is no variable $x");
        row("{{.status.id 5}}", "only a function takes values");
        row("{{\"a}}", "a \" is missing");
        row("{{template \"x\"}}", "{{template}} is not offered");
        row("{{}}", "a value is missing");
        row("{{.status.id | }}", "a value is missing");
        row("{{(.status.id}}", "a ) is missing");
        row("{{len and}}", "and takes values");
    }

    void whatIsWrongIsSaidWithItsPlace()
    {
        QFETCH(QString, said);
        const auto written = run(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY2(!written, written ? qPrintable(*written) : "");
        QCOMPARE(written.error().code, ErrorCode::Invalid);
        QVERIFY2(formatError(written.error()).contains(said),
                 qPrintable(formatError(written.error())));
    }

    void noTextOfAnyLengthIsTooMuch()
    {
        const QString whole = QStringLiteral(
            "{{range $i, $m := .status.mounts}}{{if eq $i 0}}{{printf \"%5s|\" "
            "$m.hostPath}}{{else}}"
            "{{with $x := (index $m \"hostPath\")}}{{$x | json}}{{end}}{{end}}{{end}}");
        for (qsizetype size = 0; size <= whole.size(); ++size)
            (void)run(whole.left(size));
        QVERIFY(run(whole));
        const QString open(50'000, u'(');
        QVERIFY(!run(QStringLiteral("{{") + open));
        QVERIFY(!run(QStringLiteral("{{if 1}}").repeated(10'000)));
        QVERIFY(!run(QStringLiteral("{{range 1000000}}{{end}}")));
        QVERIFY(!run(QStringLiteral("{{range 10000}}{{range 10000}}%1{{end}}{{end}}")
                         .arg(QString(10'000, u'x'))));
    }
};

HYDRA_TEST_MAIN(TestGoTemplate)
#include "test_go_template.moc"
