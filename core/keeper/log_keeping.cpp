// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/log_keeping.h"

#include <QFileInfo>

namespace hydra {
namespace {

constexpr auto logLook = std::chrono::seconds(5);

QString fullWords(const QString &path, qint64 limit)
{
    const QString name = QFileInfo(path).fileName();
    return QStringLiteral("%1 has reached its limit of %2 MiB and was begun anew; what it held is "
                          "in %1.1, and what that held is gone")
        .arg(name)
        .arg(limit >> 20);
}

} // namespace

LogKeeping::LogKeeping(OwnedVm &vm, QObject *parent) : QObject(parent), m_vm(vm)
{
    connect(&m_look, &QTimer::timeout, this, &LogKeeping::limitProgramLogs);
    m_look.start(logLook);
}

void LogKeeping::watch(ConsoleServer &console)
{
    connect(&console, &ConsoleServer::logWasFull, this, [this, &console] {
        m_vm.record.say(fullWords(console.console().transcript, consoleLogLimit));
    });
    connect(&console, &ConsoleServer::wantsNewLog, this,
            [this, &console](const QString &socket) { moveConsole(console, socket); });
}

void LogKeeping::moveConsole(ConsoleServer &console, const QString &socket)
{
    Hypervisor *hypervisor = m_vm.linked();
    if (!hypervisor)
        return console.onMoved(false, socket);
    const PlannedConsole &planned = console.console();
    hypervisor->moveConsole(
        planned.name, socket, Transcript::nextFile(planned.transcript),
        [this, &console, socket](const Result<void> &moved) {
            // Once, since it is tried again every second while output comes.
            const QString trouble = moved ? QString() : formatError(moved.error());
            if (!trouble.isEmpty() && trouble != m_trouble)
                m_vm.record.warn(QStringLiteral("the log of %1 cannot be begun anew: %2")
                                     .arg(console.console().name, trouble));
            m_trouble = trouble;
            console.onMoved(moved.has_value(), socket);
        });
}

void LogKeeping::limitProgramLogs()
{
    QStringList logs{m_vm.plan.places().qemuLog(), m_vm.plan.places().keeperLog()};
    for (const PlannedHelper &helper : m_vm.plan.helpers)
        logs << helper.command.outputFile;
    for (const QString &log : std::as_const(logs)) {
        if (limitProgramLog(log))
            m_vm.record.say(fullWords(log, programLogLimit));
    }
}

} // namespace hydra

#include "core/keeper/moc_log_keeping.cpp"
