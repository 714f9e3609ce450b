// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "process/reaper.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTimer>

namespace hydra::reaper {
namespace {

// Deleting a QProcess whose child runs would kill it and wait for that, so those still running
// when our program ends are kept; this list shows leak checkers that they are.
QList<QProcess *> &kept()
{
    static QList<QProcess *> list;
    return list;
}

void keep(QProcess *process)
{
    process->disconnect();
    process->setParent(nullptr);
    kept().append(process);
    const auto forget = [process] {
        kept().removeOne(process);
        process->deleteLater();
    };
    QObject::connect(process, &QProcess::finished, process, forget);
    QObject::connect(process, &QProcess::errorOccurred, process, [forget](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            forget();
    });
}

} // namespace

void end(QProcess *process)
{
    keep(process);
    process->closeReadChannel(QProcess::StandardOutput);
    process->closeReadChannel(QProcess::StandardError);
    process->terminate();
    QTimer::singleShot(std::chrono::seconds(5), process, [process] { process->kill(); });
    QObject::connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, process,
                     [process] { process->kill(); });
}

void abandon(QProcess *process)
{
    keep(process);
}

} // namespace hydra::reaper
