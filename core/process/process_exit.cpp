// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_exit.h"

#include <csignal>
#include <sys/wait.h>

namespace hydra {
namespace {

QString signalName(int signal)
{
    switch (signal) {
    case SIGABRT:
        return QStringLiteral("SIGABRT");
    case SIGSEGV:
        return QStringLiteral("SIGSEGV");
    case SIGBUS:
        return QStringLiteral("SIGBUS");
    case SIGILL:
        return QStringLiteral("SIGILL");
    case SIGFPE:
        return QStringLiteral("SIGFPE");
    case SIGKILL:
        return QStringLiteral("SIGKILL");
    case SIGTERM:
        return QStringLiteral("SIGTERM");
    case SIGINT:
        return QStringLiteral("SIGINT");
    case SIGHUP:
        return QStringLiteral("SIGHUP");
    case SIGPIPE:
        return QStringLiteral("SIGPIPE");
    case SIGTRAP:
        return QStringLiteral("SIGTRAP");
    case SIGQUIT:
        return QStringLiteral("SIGQUIT");
    default:
        return QStringLiteral("signal %1").arg(signal);
    }
}

} // namespace

QString ProcessExit::describe() const
{
    if (!started)
        return error.isEmpty() ? QStringLiteral("never ran") : error;
    return signal != 0 ? QStringLiteral("killed by ") + signalName(signal)
                       : QStringLiteral("exited with code %1").arg(code);
}

ProcessExit exitFromStatus(int status)
{
    ProcessExit exit;
    exit.started = true;
    if (WIFSIGNALED(status))
        exit.signal = WTERMSIG(status);
    else
        exit.code = WEXITSTATUS(status);
    return exit;
}

ProcessExit neverRan(const QString &why)
{
    ProcessExit exit;
    exit.error = why;
    return exit;
}

} // namespace hydra
