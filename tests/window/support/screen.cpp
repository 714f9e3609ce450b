// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/window/support/screen.h"

#include <QStandardPaths>
#include <QTest>

namespace hydra::test {
namespace {

void end(QProcess &process)
{
    process.terminate();
    if (!process.waitForFinished(3000))
        process.kill();
    process.waitForFinished(3000);
}

} // namespace

QString Screen::missing()
{
    QStringList missing;
    for (const QString &program : {QStringLiteral("Xvfb"), QStringLiteral("openbox"),
                                   QStringLiteral("xdotool"), QStringLiteral("import")}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            missing << program;
    }
    return missing.isEmpty()
               ? QString()
               : QStringLiteral("a screen of its own needs %1; on Linux, ./dev test installs it")
                     .arg(missing.join(QStringLiteral(", ")));
}

// Xvfb's framebuffer file is in the sandbox, so the sandbox's name is in its arguments, and the
// sandbox can find and end it when this destructor does not run.
Screen::Screen(const Sandbox &box) : m_environment(box.environment())
{
    m_server.setProcessEnvironment(m_environment);
    m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                    QStringLiteral("0"), QStringLiteral("1440x900x24"), QStringLiteral("-nolisten"),
                    QStringLiteral("tcp"), QStringLiteral("-noreset"), QStringLiteral("-fbdir"),
                    box.root()});
    for (int i = 0; i < 100 && !m_server.canReadLine(); ++i)
        QTest::qWait(100);
    const QByteArray number = m_server.readLine().trimmed();
    if (number.isEmpty())
        return;
    m_name = u':' + QString::fromLatin1(number);
    m_environment.insert(QStringLiteral("DISPLAY"), m_name);
    m_manager.setProcessEnvironment(m_environment);
    m_manager.start(QStringLiteral("openbox"), {QStringLiteral("--sm-disable")});
    m_manager.waitForStarted();
    // A window that appears before the window manager would not get the focus.
    for (int i = 0; i < 100 && !m_open; ++i) {
        QTest::qWait(100);
        m_open = run(QStringLiteral("xdotool"), {QStringLiteral("get_num_desktops")});
    }
}

Screen::~Screen()
{
    end(m_manager);
    end(m_server);
}

bool Screen::run(const QString &program, const QStringList &args)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program, args);
    if (!process.waitForFinished(20000))
        end(process);
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

void Screen::click(QPoint at)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y()),
         QStringLiteral("sleep"), QStringLiteral("0.1"), QStringLiteral("click"),
         QStringLiteral("1")});
}

void Screen::drag(QPoint from, QPoint to)
{
    const auto move = [](QPoint at) {
        return QStringList{QStringLiteral("mousemove"), QString::number(at.x()),
                           QString::number(at.y()), QStringLiteral("sleep"), QStringLiteral("0.1")};
    };
    run(QStringLiteral("xdotool"),
        move(from) + QStringList{QStringLiteral("mousedown"), QStringLiteral("1")} +
            move((from + to) / 2) + move(to) +
            QStringList{QStringLiteral("mouseup"), QStringLiteral("1")});
}

void Screen::wheelDown(QPoint at)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y()),
         QStringLiteral("click"), QStringLiteral("5")});
}

void Screen::type(const QString &text)
{
    run(QStringLiteral("xdotool"),
        {QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("25"), text});
}

void Screen::press(const QString &keys)
{
    run(QStringLiteral("xdotool"), {QStringLiteral("key"), keys});
}

void Screen::takePicture(const QString &file)
{
    run(QStringLiteral("import"), {QStringLiteral("-window"), QStringLiteral("root"), file});
}

} // namespace hydra::test
