// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/env_text.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace hydra;

namespace {

UpstreamEnv variablesOf(const QByteArray &text)
{
    const auto read = readEnvText(text);
    return read ? read->variables : UpstreamEnv{};
}

/// The value of X; "<none>" when it is not set.
QString valueOfX(const QByteArray &text)
{
    for (const auto &[name, value] : variablesOf(text)) {
        if (name == u"X")
            return value;
    }
    return QStringLiteral("<none>");
}

QStringList notesOf(const QByteArray &text)
{
    const auto read = readEnvText(text);
    return read ? read->notes : QStringList{QStringLiteral("refused")};
}

/// The value bash gives to X.
QByteArray bashValueOfX(const QByteArray &text)
{
    QProcess bash;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    bash.setProcessEnvironment(environment);
    bash.start(QStringLiteral("/bin/bash"),
               {QStringLiteral("--norc"), QStringLiteral("-c"),
                QString::fromUtf8(text) + QStringLiteral("\nprintf %s \"$X\"")});
    bash.waitForFinished(-1);
    return bash.readAllStandardOutput();
}

} // namespace

class TestEnvText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesAreReadAsBashReadsThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {
                 "X=plain",
                 "X='single \"quoted\" $text'",
                 "X=\"double 'quoted' \\\" \\$ \\\\ \\n\"",
                 "X=a'b'\"c\"d",
                 "X=$'tab\\tnew\\nline \\x41\\101 \\u00e9 \\U0001F600 \\'quoted\\''",
                 "X=with\\ blank",
                 "X=''",
                 "X=",
                 "X=one; X=two",
                 "X=a # a comment",
                 "X=a#b",
                 "X=\"two\nlines\"",
                 "X=con\\\ntinued",
                 "A=1 B=2; X=$A-${B}",
                 "X=${NONE:-default}",
                 "X=${NONE-default}",
                 "A=; X=${A:-empty}",
                 "A=; X=${A-unset}",
                 "A=1; X=${A:+set}",
                 "X=${NONE:+set}",
                 ": ${X:=given}",
                 ": \"${X:=in quotes}\"",
                 "X=kept; : ${X:=given}",
                 ": ${A:=1} ${X:=${A}${B:=2}}",
                 ": ${X:=\"a b\"}",
                 "export X=exported",
                 "declare -x X=declared",
                 "X=a; X+=b",
                 "X=1; unset X; X=2",
                 "X=\"a\\\nb\"",
                 "cat >/dev/null <<END\nX=no\nEND\nX=yes",
                 "cat <<-'END' >/dev/null\n\tX=no\n\tEND\nX=yes",
                 "echo hi >/dev/null; X=after",
                 "true && X=and",
                 "false || X=or",
                 "if true; then X=in; fi",
                 "for i in 1; do X=loop; done",
                 "{ X=group; }",
                 "case a in a) X=case;; esac",
                 "f() { :; }; X=after",
                 "X=~",
                 "X='~'",
                 "X=\"$\"",
                 "X=a$",
                 "X='$(reboot)'",
                 "X=\"\\$(reboot)\"",
                 "X='`reboot`'",
                 "# X=comment\nX=real",
                 "X='it'\\''s'",
                 "X=$\"text\"",
                 "X=$'\\cA\\e\\q'",
             })
            QTest::newRow(text) << QByteArray(text);
    }
    void quotesAreReadAsBashReadsThem()
    {
        QFETCH(QByteArray, text);
        // Which user's home it is cannot be known.
        if (text == "X=~")
            QCOMPARE(valueOfX(text), QStringLiteral("~"));
        else
            QCOMPARE(valueOfX("#!/bin/bash\n" + text).toUtf8(), bashValueOfX(text));
    }

    void whatOnlyARunWouldTellIsLeftOutWithANote_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"X=$(id)",
                                 "X=\"a $(id) b\"",
                                 "X=`id`",
                                 "X=\"`id`\"",
                                 "X=$((1+1))",
                                 "X=$NONE",
                                 "X=${NONE}",
                                 "X=${NONE:?no}",
                                 "X=${X%.*}",
                                 "X=${#X}",
                                 "X=${!X}",
                                 "X=(a b)",
                                 "X=$1",
                                 "X=$$",
                                 "X='open",
                                 "X=\"open",
                                 "X=$'open",
                                 "X=${NONE:-open",
                                 ": ${X:=$(pwd)/image}",
                                 "X=known; X=$(id)",
                                 "X=$(cd \"$(dirname \"$0\")\" && pwd)",
                                 "X=$'\\xff'",
                                 "X=$'a\\0b'"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatOnlyARunWouldTellIsLeftOutWithANote()
    {
        QFETCH(QByteArray, text);
        const auto read = readEnvText("#!/bin/bash\n\n" + text);
        QVERIFY(read);
        QCOMPARE(valueOfX("#!/bin/bash\n\n" + text), QStringLiteral("<none>"));
        QVERIFY2(!read->notes.isEmpty() &&
                     read->notes.front().startsWith(QStringLiteral("line 3: X is left out: ")),
                 qPrintable(read->notes.join(u'\n')));
        QCOMPARE(read->leftOut, QStringList{QStringLiteral("X")});
    }

    void nothingIsEverRun()
    {
        const QTemporaryDir directory;
        const QByteArray file = directory.filePath(QStringLiteral("made")).toUtf8();
        for (const char *text : {"X=$(touch %1)", "X=`touch %1`", "touch %1", "X=1 touch %1",
                                 ": ${X:=$(touch %1)}", "$(touch %1)", "X=$((`touch %1`))"})
            (void)readEnvText(QByteArray(text).replace("%1", file));
        QVERIFY(!QFile::exists(QString::fromUtf8(file)));
    }

    void homeStaysAsItIsWithANote()
    {
        QCOMPARE(valueOfX("X=\"$HOME/models\""), QStringLiteral("$HOME/models"));
        QCOMPARE(valueOfX("X=${HOME}/models"), QStringLiteral("${HOME}/models"));
        QCOMPARE(valueOfX("HOME=/h; X=$HOME/models"), QStringLiteral("/h/models"));
        QCOMPARE(notesOf("X=~/models"),
                 QStringList{QStringLiteral("line 1: ~ in X stays as it is")});
        QCOMPARE(notesOf("\nX=$HOME/models"),
                 QStringList{QStringLiteral("line 2: $HOME in X stays as it is")});
    }

    void whatIsOnlyMentionedIsNotNoted()
    {
        QCOMPARE(notesOf("#!/bin/sh\nVM_HOSTNAME=a\nif [ \"$VM_HOSTNAME\" = a ]; then\n"
                         "echo \"VM_HOSTNAME: $VM_HOSTNAME\" >&2\nfi\n: ${KVM_CPU:=4}\n"
                         "IFS= read -r line\n"),
                 QStringList());
    }

    void whatStandsUnderAConditionIsTakenWithANote()
    {
        for (const char *text :
             {"if [ \"$(uname)\" == Darwin ]; then\nX=1\nfi", "true &&\\\nX=1", "f() {\nX=1\n}"})
            QVERIFY2(
                notesOf(text) ==
                    QStringList{QStringLiteral(
                        "line 2: X is taken, although the script sets it only under a condition")},
                text);
        QCOMPARE(notesOf("if true; then Y=1; fi\nX=1").size(), 1);
    }

    void assignmentsBeforeACommandCount()
    {
        const UpstreamEnv expected{{QStringLiteral("X"), QStringLiteral("a")},
                                   {QStringLiteral("Y"), QStringLiteral("b c")}};
        QCOMPARE(variablesOf("X=a Y='b c' ./start-vm.sh --flag Z=1"), expected);
        QCOMPARE(variablesOf("X=a \\\n  Y='b c' \\\n  ./start-vm.sh"), expected);
        QCOMPARE(variablesOf("env X=a Y='b c' ./start-vm.sh"), expected);
        QCOMPARE(variablesOf("sudo -E X=a Y='b c' bash start-vm.sh"), expected);
        QCOMPARE(variablesOf("X=a Y='b c' exec ./start-vm.sh\r\n"), expected);
    }

    void anEnvFilesLineIsReadToItsEnd_data()
    {
        QTest::addColumn<QString>("value");
        for (const char *value : {"30800:8000;30801:8001", "ssh-ed25519 AAAA+/ me@home",
                                  "/srv/models|/models", "/a|/b$/c|/d", "a b  c", "a&b"})
            QTest::newRow(value) << QString::fromUtf8(value);
    }
    void anEnvFilesLineIsReadToItsEnd()
    {
        QFETCH(QString, value);
        const QByteArray text = "A=1\nX=" + value.toUtf8() + "\nB=2\n";
        QCOMPARE(valueOfX(text), value);
        QCOMPARE(variablesOf(text).size(), std::size_t(3));
        QVERIFY(valueOfX("#!/bin/sh\n" + text) != value); // in a script it means something else
    }

    void aSettingWrittenAnotherWayIsASetting_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *line, const char *value) {
            QTest::newRow(line) << QByteArray(line) << QString::fromUtf8(value);
        };
        row("KVM_CPU = 4", "4");
        row("KVM_CPU =4", "4");
        row("KVM_CPU= 12 # GiB", "12");
        row("KVM_CPU: 6", "6");
        row("KVM_CPU:6", "6");
        row("  KVM_CPU : '6'   # quoted", "6");
        row("- KVM_CPU=4", "4");
        row("set KVM_CPU=4", "4");
        row("export KVM_CPU = \"4 5\"", "4 5");
        row("KVM_CPU = ${NONE:-7}", "7");
        row("KVM_CPU = ssh-ed25519 AAAA+/ me@home", "ssh-ed25519 AAAA+/ me@home");
        row("KVM_CPU=edge-1# not a comment", "edge-1# not a comment");
        row("KVM_CPU=1:2;3:4 # a comment", "1:2;3:4");
        row("KVM_CPU=4 # a comment", "4");
        row("KVM_CPU=", "");
    }
    void aSettingWrittenAnotherWayIsASetting()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, value);
        const auto read = readEnvText("A=1\n" + line + "\nB=2\n");
        QVERIFY(read);
        QCOMPARE(read->notes, QStringList());
        QCOMPARE(read->variables, (UpstreamEnv{{QStringLiteral("A"), QStringLiteral("1")},
                                               {QStringLiteral("KVM_CPU"), value},
                                               {QStringLiteral("B"), QStringLiteral("2")}}));
    }

    void aShellsLineStaysAShellsLine()
    {
        QCOMPARE(variablesOf("export KVM_CPU=4 KVM_MEMORY=8").size(), std::size_t(2));
        QCOMPARE(variablesOf("KVM_CPU=4 KVM_MEMORY=8 ./start-vm.sh").size(), std::size_t(2));
        QCOMPARE(variablesOf("KVM_CPU= ./start-vm.sh"),
                 (UpstreamEnv{{QStringLiteral("KVM_CPU"), QString()}}));
        QCOMPARE(notesOf("KVM_CPU= ./start-vm.sh\nexport KVM_CPU KVM_MEMORY\nunset KVM_CPU"),
                 QStringList());
    }

    void aScriptsLineThatSetsNothingIsNoted_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("isSet");
        const auto row = [](const char *line, bool isSet = false) {
            QTest::newRow(line) << QByteArray(line) << isSet;
        };
        row("KVM_CPU = 4");
        row("KVM_CPU: 6");
        row("KVM_CPU= 12 # GiB");
        row("export KVM_CPU = 4");
        row("export KVM_CPU= 4");
        row("KVM_CPU := 4");
        row("docker run -e KVM_CPU=4 image");
        row("docker run --env=KVM_CPU=4 image");
        row("KVM_CPU=edge-1# not a comment", true);
    }
    void aScriptsLineThatSetsNothingIsNoted()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, isSet);
        const auto read = readEnvText("#!/bin/sh\n" + line + "\n");
        QVERIFY(read);
        QCOMPARE(read->notes.size(), 1);
        QVERIFY2(read->notes.front().startsWith(QStringLiteral("line 2: KVM_CPU is ")),
                 qPrintable(read->notes.front()));
        QCOMPARE(read->variables.size(), std::size_t(isSet ? 1 : 0));
        QCOMPARE(read->leftOut.contains(QStringLiteral("KVM_CPU")), !isSet);
    }

    void whatIsNoTextOrTooLongIsRefused()
    {
        QVERIFY(!readEnvText(QByteArray("X=\0", 3)));
        QVERIFY(!readEnvText("X=\xff"));
        QVERIFY(!readEnvText(QByteArray((1 << 20) + 1, 'x')));
        QVERIFY(readEnvText(QByteArray(1 << 20, '#')));
        QVERIFY(readEnvText({}));
    }

    void textThatGrowsWithoutEndEnds()
    {
        QByteArray text = "A=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n";
        for (int i = 0; i < 64; ++i)
            text += "A=$A$A\n";
        QVERIFY(!notesOf(text).isEmpty());
        QByteArray wide = "A='" + QByteArray(100 << 10, 'x') + "'\n";
        for (int i = 0; i < 50'000; ++i)
            wide += "B=\"$A$A\"\n";
        QCOMPARE(notesOf(wide).size(), 200);
        QByteArray deep = "X=";
        for (int i = 0; i < 100'000; ++i)
            deep += "${A:-";
        QVERIFY(!notesOf(deep).isEmpty());
        QByteArray quoted = "X=";
        for (int i = 0; i < 100'000; ++i)
            quoted += "\"$(";
        QVERIFY(!notesOf(quoted).isEmpty());
    }

    // Truncated anywhere, the text is read to its end, and all notes are texts with a line.
    void aTextCutAtAnyByteIsReadWithoutHarm()
    {
        const QByteArray text = "#!/bin/bash\n: ${VM_HOSTNAME:=\"hydra\"}\nexport A='it'\\''s' "
                                "B=\"$(id \"x\" '(')\" \\\n C=$'\\u00e9\\x41\\101'\n"
                                "D=${A:-${B:-\"c}\"}} ./start-vm.sh <<-END\n X=1\n END\nif x; then "
                                "E=`a \\` b`; fi # \xc3\xa9\nF=(a b) G=~ H+=${I%x}\n";
        for (qsizetype size = 0; size <= text.size(); ++size) {
            const auto read = readEnvText(text.left(size));
            if (!read) // cut within a character
                continue;
            for (const QString &note : read->notes)
                QVERIFY(note.startsWith(QStringLiteral("line ")));
        }
    }

    void aScriptsValuesComeBackAsTheyWere()
    {
        const UpstreamEnv env{{QStringLiteral("A"), QStringLiteral("it's $(reboot) `id` \"x\" \\")},
                              {QStringLiteral("B"), QStringLiteral("two\nlines")},
                              {QStringLiteral("C"), QStringLiteral("\u00e9\u2019 \U0001F600")},
                              {QStringLiteral("D"), QString(4096, u'\'')},
                              {QStringLiteral("E"), QStringLiteral("a\r\nb\\'")}};
        const QByteArray script = writeEnvScript(env, {QStringLiteral("a\nb")},
                                                 QStringLiteral("exec ./start-vm.sh \"$@\""));
        QCOMPARE(variablesOf(script), env);
        QCOMPARE(notesOf(script), QStringList());
    }
};

HYDRA_TEST_MAIN(TestEnvText)
#include "test_env_text.moc"
