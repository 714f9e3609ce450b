// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include "core/base/atomic_file.h"
#include "core/process/find_program.h"
#include "core/process/run.h"

#include <QRegularExpression>

using namespace hydra;
using namespace hydra::test;

namespace {

const QStringList &commands()
{
    static const QStringList names =
        QStringLiteral(
            "demo create set get validate plan up down kill restart pause resume delete "
            "list status watch wait console shell ssh-config workload logs image net forward "
            "ports activity doctor "
            "debug-bundle settings completion")
            .split(u' ');
    return names;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

Outcome shell(const QString &program, const QStringList &args, const QByteArray &input)
{
    return Child({.program = program, .args = args}, input).finish();
}

} // namespace

/// Commands that work before there is any lab.
class TestCliUsage : public QObject
{
    Q_OBJECT

    World m_world;

private Q_SLOTS:
    void helpGoesToStdoutAndNamesEveryCommand()
    {
        const Outcome help = m_world.hydractl({QStringLiteral("--help")});
        HYDRA_EXITS(help, 0);
        QCOMPARE(help.errorOutput, QByteArray());
        for (const QString &name : commands())
            QVERIFY2(help.output.contains("\n  " + name.toUtf8()), qPrintable(name));
    }

    void everyCommandOfTheHelpHasHelpOfItsOwn()
    {
        for (const QString &name : commands()) {
            const Outcome help = m_world.hydractl({name, QStringLiteral("--help")});
            HYDRA_EXITS(help, 0);
            QVERIFY2(help.output.contains(name.toUtf8()), help.words().constData());
            QCOMPARE(help.errorOutput, QByteArray());
        }
    }

    /// Only commands that are named are made. One that its group does not name would be missing
    /// where another word names a command.
    void everyCommandIsMadeWhenItIsNamed()
    {
        const Outcome completion = m_world.hydractl(words("completion bash"));
        HYDRA_EXITS(completion, 0);
        static const QRegularExpression line(QStringLiteral("^    ([a-z-]+)\\) words='(.*)' ;;$"),
                                             QRegularExpression::MultilineOption);
        QStringList lines;
        for (auto each = line.globalMatch(QString::fromUtf8(completion.output)); each.hasNext();) {
            const auto match = each.next();
            if (match.captured(1) != u"crictl") {
                lines << match.captured(1);
                continue;
            }
            for (const QString &word : match.captured(2).split(u' ')) {
                if (!word.startsWith(u'-'))
                    lines << QStringLiteral("crictl ") + word;
            }
        }
        QVERIFY2(lines.size() > 60, qPrintable(lines.join(u',')));
        lines.removeAll(QStringLiteral("completion")); // makes all
        for (const QString &command : lines) {
            const QString other = !command.startsWith(u"crictl") ? QStringLiteral("crictl")
                                  : command.endsWith(u"logs")    ? QStringLiteral("ps")
                                                                 : QStringLiteral("logs");
            const Outcome alone =
                m_world.hydractl((command + QStringLiteral(" --help")).split(u' '));
            const Outcome beside =
                m_world.hydractl((command + QStringLiteral(" --help ") + other).split(u' '));
            HYDRA_EXITS(beside, 0);
            QCOMPARE(QString::fromUtf8(beside.output), QString::fromUtf8(alone.output));
        }
    }

    void theVersionIsOneLineOnStdout()
    {
        const Outcome version = m_world.hydractl({QStringLiteral("--version")});
        HYDRA_EXITS(version, 0);
        QVERIFY2(version.output.count('\n') == 1 && version.output.front() >= '0' &&
                     version.output.front() <= '9',
                 version.words().constData());
        QCOMPARE(version.errorOutput, QByteArray());
    }

    void wrongUsageExitsWith2AndSaysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("nothing") << QString() << QByteArray("subcommand");
        QTest::newRow("no such command") << QStringLiteral("fly") << QByteArray("fly");
        QTest::newRow("no such option") << QStringLiteral("list --fast") << QByteArray("--fast");
        QTest::newRow("no target") << QStringLiteral("up") << QByteArray("TARGET");
        QTest::newRow("no such format") << QStringLiteral("list --format xml") << QByteArray("xml");
        QTest::newRow("no such condition") << QStringLiteral("wait home tea") << QByteArray("tea");
        QTest::newRow("no number")
            << QStringLiteral("down home --timeout soon") << QByteArray("soon");
        QTest::newRow("no such shell") << QStringLiteral("completion tcsh") << QByteArray("tcsh");
        QTest::newRow("two disks policies")
            << QStringLiteral("up home --fresh-disk --keep-disk") << QByteArray("--keep-disk");
        QTest::newRow("no target's name")
            << QStringLiteral("up Bad_Name") << QByteArray("Bad_Name");
        QTest::newRow("no assignment")
            << QStringLiteral("create new --set cpu") << QByteArray("cpu");
    }

    void wrongUsageExitsWith2AndSaysWhatIsWrong()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, word);
        HYDRA_REFUSES(m_world.hydractl(line.split(u' ', Qt::SkipEmptyParts)), 2, word);
    }

    void whatWentWrongIsInTheProgramsLog()
    {
        const World world;
        const QString log = world.paths().programLog(QStringLiteral("hydractl"));
        HYDRA_EXITS(world.hydractl({QStringLiteral("list")}), 0);
        QVERIFY(!QFile::exists(log)); // nothing went wrong, nothing was begun
        const QStringList down{QStringLiteral("down"), QStringLiteral("nolab")};
        const Outcome quiet = world.hydractl(down);
        QVERIFY2(!quiet.errorOutput.contains("hydra: "), quiet.words().constData());
        QVERIFY(readFile(log).value().contains(" info cli: "));
        QVERIFY(readFile(log).value().contains("nolab"));
        QVERIFY(!QFileInfo(log).permission(QFileDevice::ReadGroup));
        const Outcome verbose = world.hydractl(QStringList{QStringLiteral("--verbose")} + down);
        QVERIFY2(verbose.errorOutput.contains("hydra: info: cli: "), verbose.words().constData());
        QCOMPARE(verbose.exitCode, quiet.exitCode);
    }

    void whatDoesNotExistExitsWith3_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"up nolab",
                                 "down nolab",
                                 "kill nolab/vm",
                                 "pause nolab",
                                 "status nolab",
                                 "watch nolab",
                                 "wait nolab ssh",
                                 "console nolab/vm",
                                 "shell nolab/vm",
                                 "ssh-config nolab",
                                 "logs nolab/vm",
                                 "net nolab",
                                 "net link nolab clear",
                                 "net capture nolab/vm -o x.pcapng",
                                 "forward list nolab",
                                 "forward add nolab/vm 8080:80",
                                 "delete nolab --yes",
                                 "validate nolab",
                                 "plan nolab",
                                 "get nolab vm cpu",
                                 "set nolab vm cpu=1",
                                 "set missing.yaml vm cpu=1",
                                 "validate missing.yaml",
                                 "up missing.yaml",
                                 "image remove noimage",
                                 "workload run broker nolab",
                                 "workload run toaster nolab",
                                 "workload remove hub nolab"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }

    void whatDoesNotExistExitsWith3()
    {
        QFETCH(QString, line);
        const QStringList before = m_world.everything();
        HYDRA_REFUSES(m_world.hydractl(line.split(u' ')), 3, "hydractl: ");
        QCOMPARE(m_world.everything(), before);
    }

    void anEmptyListIsStillJson()
    {
        QCOMPARE(m_world.json({QStringLiteral("list")}),
                 (QJsonObject{{QStringLiteral("vms"), QJsonArray()}}));
        QCOMPARE(m_world.json({QStringLiteral("image"), QStringLiteral("list")}),
                 (QJsonObject{{QStringLiteral("images"), QJsonArray()}}));
        const Outcome table = m_world.hydractl({QStringLiteral("list")});
        HYDRA_EXITS(table, 0);
        QVERIFY2(table.errorOutput.contains("hydractl create"), table.words().constData());
    }

    void theWorkloadsAreListedWithTheirConfigs()
    {
        const QJsonArray workloads =
            m_world
                .json({QStringLiteral("workload"),
                       QStringLiteral("list")})[QStringLiteral("workloads")]
                .toArray();
        QCOMPARE(workloads[0][QStringLiteral("name")].toString(), QStringLiteral("broker"));
        QCOMPARE(workloads[0][QStringLiteral("pod")][QStringLiteral("metadata")]
                          [QStringLiteral("namespace")]
                              .toString(),
                 QStringLiteral("home"));
        const Outcome table =
            m_world.hydractl({QStringLiteral("workload"), QStringLiteral("list")});
        QVERIFY2(table.output.startsWith("NAME") && table.output.contains("ROOM=living-room"),
                 table.words().constData());
    }

    void completionScriptsAreGoodShell()
    {
        for (const char *name : {"bash", "zsh", "fish"}) {
            const QString program = QLatin1String(name);
            const Outcome script = m_world.hydractl({QStringLiteral("completion"), program});
            HYDRA_EXITS(script, 0);
            QCOMPARE(script.errorOutput, QByteArray());
            QVERIFY(script.output.contains("hydractl"));
            if (findProgram(program)) {
                const QString check =
                    program == u"fish" ? QStringLiteral("--no-execute") : QStringLiteral("-n");
                HYDRA_EXITS(shell(program, {check}, script.output), 0);
            }
        }
    }

    void bashCompletesCommandsOptionsAndLabs()
    {
        if (!findProgram(QStringLiteral("bash")))
            QSKIP("no bash here");
        HYDRA_EXITS(m_world.hydractl({QStringLiteral("create"), QStringLiteral("garden")}), 0);
        const QString script = m_world.write(
            QStringLiteral("completion"),
            m_world.hydractl({QStringLiteral("completion"), QStringLiteral("bash")}).output);
        const auto complete = [&](const QString &words, int at) {
            Command bash = m_world.command(
                {QStringLiteral("-c"),
                 QStringLiteral(". \"$1\"; COMP_WORDS=(hydractl %1); COMP_CWORD=%2; _hydractl; "
                                "printf '%s\\n' \"${COMPREPLY[@]}\"")
                     .arg(words)
                     .arg(at),
                 QStringLiteral("bash"), script});
            bash.program = QStringLiteral("bash");
            bash.env[QStringLiteral("PATH")].prepend(programPath() + u':');
            return Child(bash).finish().output.split('\n');
        };
        QVERIFY(complete(QStringLiteral("rest"), 1).contains("restart"));
        QVERIFY(complete(QStringLiteral("up --fo"), 2).contains("--foreground"));
        const auto labs = complete(QStringLiteral("up gar"), 2);
        QVERIFY2(labs.contains("garden") && labs.contains("garden/isolated"),
                 labs.join(' ').constData());
    }
};

HYDRA_TEST_MAIN(TestCliUsage)
#include "test_cli_usage.moc"
