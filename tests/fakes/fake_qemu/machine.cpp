// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_qemu/machine.h"

#include <QCoreApplication>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace fake_qemu {

Machine::Machine(QJsonObject how) : m_how(std::move(how))
{
    const QJsonObject disks = m_how[QStringLiteral("snapshots")].toObject();
    for (auto disk = disks.begin(); disk != disks.end(); ++disk)
        m_snapshots[disk.key()] = disk.value().toObject();
}

void Machine::addConsole(const QString &id, const QString &path, const QString &log)
{
    m_consoles[id] = std::make_unique<Console>(path, log);
    connect(m_consoles[id].get(), &Console::line, this,
            [this, id](const QByteArray &text) { obey(*m_consoles[id], text); });
}

void Machine::failIfTold(const char *when)
{
    const QJsonObject fail = m_how[QStringLiteral("fail")].toObject();
    if (fail[QStringLiteral("on")].toString() != QLatin1String(when))
        return;
    std::fputs(fail[QStringLiteral("stderr")].toString().toUtf8().constData(), stderr);
    if (fail.contains(QStringLiteral("signal")))
        std::raise(fail[QStringLiteral("signal")].toInt());
    std::_Exit(fail[QStringLiteral("exit")].toInt());
}

void Machine::leave(bool guest, const QString &reason)
{
    event(QStringLiteral("SHUTDOWN"),
          {{QStringLiteral("guest"), guest}, {QStringLiteral("reason"), reason}});
    QTimer::singleShot(5, this, [] { QCoreApplication::quit(); });
}

void Machine::reset(bool guest)
{
    event(QStringLiteral("RESET"),
          {{QStringLiteral("guest"), guest},
           {QStringLiteral("reason"),
            guest ? QStringLiteral("guest-reset") : QStringLiteral("host-qmp-system-reset")}});
    boot();
}

void Machine::boot()
{
    for (const QJsonValue &step : m_how[QStringLiteral("boot")].toArray())
        QTimer::singleShot(step[QStringLiteral("ms")].toInt(), this, [this, step] {
            first().say(step[QStringLiteral("text")].toString().toUtf8());
        });
}

Console &Machine::first()
{
    return *(m_consoles.contains(QStringLiteral("ser0")) ? m_consoles[QStringLiteral("ser0")]
                                                         : m_consoles.begin()->second);
}

void Machine::start()
{
    failIfTold("cont");
    m_status = m_how[QStringLiteral("status")].toString(QStringLiteral("running"));
    event(QStringLiteral("RESUME"));
    if (m_status != u"running")
        return event(QStringLiteral("STOP"));
    if (std::exchange(m_booted, true))
        return;
    boot();
    const auto console =
        m_consoles.find(m_how[QStringLiteral("flood_console")].toString(QStringLiteral("ser0")));
    if (console != m_consoles.end())
        console->second->flood(qint64(m_how[QStringLiteral("flood_kib")].toInt()) * 1024);
}

void Machine::obey(Console &console, const QByteArray &text)
{
    const QByteArray word = text.trimmed();
    if (word == "RESET")
        reset(true);
    else if (word == "POWEROFF")
        leave(true, QStringLiteral("guest-shutdown"));
    else if (word == "ABORT")
        std::abort();
    else if (word == "PANIC")
        leave(true, QStringLiteral("guest-panic"));
    else if (word.startsWith("SAY "))
        console.say(text.mid(4) + '\n');
    else
        console.say("echo: " + text + '\n');
}

void Machine::changeConsole(const QJsonObject &arguments)
{
    const QString id = arguments[u"id"].toString();
    const QJsonValue data = arguments[u"backend"][u"data"];
    const qint64 left = m_consoles[id]->floodLeft();
    const auto old = std::move(m_consoles[id]);
    addConsole(id, data[u"addr"][u"data"][u"path"].toString(), data[u"logfile"].toString());
    m_consoles[id]->flood(left);
}

} // namespace fake_qemu
