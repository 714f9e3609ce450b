// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/window/support/window_program.h"
#include "tests/support/places.h"

#include <QDir>
#include <QJsonArray>
#include <QLocalSocket>
#include <QTest>

#include <linux/capability.h>
#include <sys/prctl.h>

namespace hydra::test {

WindowProgram::WindowProgram(const Sandbox &box, const std::map<QString, QString> &more)
    : m_socket(box.root() + QStringLiteral("/probe"))
{
    QProcessEnvironment environment = box.environment();
    environment.insert(QStringLiteral("HYDRA_PROBE"), m_socket);
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    for (const auto &[name, value] : more)
        environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
}

WindowProgram::~WindowProgram()
{
    kill();
}

void WindowProgram::start()
{
    m_process.start(programPath("story_window"), QStringList());
    m_process.waitForStarted();
}

void WindowProgram::obeyPermissions()
{
    m_process.setChildProcessModifier([] {
        ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
        ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
    });
}

void WindowProgram::kill()
{
    m_process.kill();
    m_process.waitForFinished(5000);
}

bool WindowProgram::hasEndedWell(std::chrono::seconds patience)
{
    const bool ended =
        QTest::qWaitFor([this] { return !isRunning(); }, int(patience.count()) * 1000);
    return ended && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

std::optional<QJsonObject> WindowProgram::ask(const QString &question, QJsonObject more)
{
    more[QStringLiteral("ask")] = question;
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(5000))
        return std::nullopt;
    socket.write(QJsonDocument(more).toJson(QJsonDocument::Compact) + '\n');
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(30000))
            return std::nullopt;
    }
    const QJsonObject answer = QJsonDocument::fromJson(socket.readLine()).object();
    return answer.isEmpty() || answer.contains(QStringLiteral("error")) ? std::nullopt
                                                                        : std::optional(answer);
}

bool WindowProgram::goes(const char *kind, const QString &lab, const QString &vm)
{
    const QJsonObject place{{QStringLiteral("kind"), QLatin1String(kind)},
                            {QStringLiteral("lab"), lab},
                            {QStringLiteral("vm"), vm}};
    return QTest::qWaitFor([&] { return ask(QStringLiteral("go"), place).has_value(); }, 30000);
}

std::optional<QRect> WindowProgram::find(const QString &name)
{
    const auto at = ask(QStringLiteral("find"), {{QStringLiteral("name"), name}});
    if (!at)
        return std::nullopt;
    return QRect((*at)[QStringLiteral("x")].toInt(), (*at)[QStringLiteral("y")].toInt(),
                 (*at)[QStringLiteral("width")].toInt(), (*at)[QStringLiteral("height")].toInt());
}

QStringList WindowProgram::words()
{
    const auto seen = ask(QStringLiteral("seen"));
    QStringList words;
    if (seen) {
        for (const QJsonValue &word : (*seen)[QStringLiteral("words")].toArray())
            words << word.toString();
    }
    return words;
}

bool WindowProgram::shows(const QString &text)
{
    return !words().filter(text, Qt::CaseSensitive).isEmpty();
}

bool WindowProgram::takePictures(const QString &name)
{
    bool all = QDir().mkpath(shotPath());
    for (const bool dark : {true, false}) {
        all &= ask(QStringLiteral("theme"), {{QStringLiteral("dark"), dark}}).has_value();
        QTest::qWait(150); // time for the layout
        const QString file =
            shotPath("%1-%2.png")
                .arg(name, dark ? QStringLiteral("dark") : QStringLiteral("light"));
        all &= ask(QStringLiteral("grab"), {{QStringLiteral("file"), file}}).has_value();
    }
    return all;
}

} // namespace hydra::test
