// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/console/pty.h"
#include "tests/support/test_main.h"
#include "tests/ui/terminal/plain_colors.h"
#include "ui/terminal/surface.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace hydra;
using namespace hydra::test;

namespace {

/// The path of a vim that asks its terminal; empty: none is installed.
QString askingVim()
{
    QProcess vim;
    vim.start(QStringLiteral("vim"), {QStringLiteral("--version")});
    const QByteArray features = vim.waitForFinished() ? vim.readAllStandardOutput() : QByteArray();
    return features.contains("+termresponse") && features.contains("+timers")
               ? QStandardPaths::findExecutable(QStringLiteral("vim"))
               : QString();
}

} // namespace

/// Real programs in a terminal; skipped where they are not installed.
class TestTerminalPrograms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vimTakesTheBackgroundThatIsPainted_data()
    {
        QTest::addColumn<QColor>("background");
        QTest::addColumn<QByteArray>("taken");
        QTest::newRow("dark") << QColor(20, 22, 28) << QByteArray("dark\n");
        QTest::newRow("light") << QColor(250, 250, 248) << QByteArray("light\n");
    }
    void vimTakesTheBackgroundThatIsPainted()
    {
        QFETCH(QColor, background);
        QFETCH(QByteArray, taken);
        const QString vim = askingVim();
        if (vim.isEmpty())
            QSKIP("needs vim with +termresponse and +timers");
        const QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("background"));
        const QString tell =
            QStringLiteral("call timer_start(20, {-> v:termrbgresp != '' ? execute(\"call "
                           "writefile([&background], '%1') | qa!\") : 0}, {'repeat': -1})")
                .arg(file);
        TerminalSurface surface(80, 24);
        TerminalColors colors = plainColors();
        colors.background = background;
        surface.setColors(colors);
        Pty pty(
            {.program = vim,
             .args = {QStringLiteral("-N"), QStringLiteral("-u"), QStringLiteral("NONE"),
                      QStringLiteral("-i"), QStringLiteral("NONE"), QStringLiteral("-c"), tell}});
        QSignalSpy done(&pty, &Pty::done);
        connect(&pty, &Pty::output, &surface, &TerminalSurface::feed);
        connect(&surface, &TerminalSurface::reply, &pty, &Pty::write);
        pty.start(80, 24);
        QVERIFY(done.size() > 0 || done.wait(20'000));
        QCOMPARE(*readFile(file), taken);
    }
};

HYDRA_TEST_MAIN(TestTerminalPrograms)
#include "test_terminal_programs.moc"
