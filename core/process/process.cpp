// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "process/process.h"

#include "process/reaper.h"
#include "process/run.h"
#include "process/spawn.h"

#include <QMetaObject>
#include <QProcess>

#include <csignal>
#include <cstring>
#include <unistd.h>

namespace hydra {
namespace {

QString signalName(int signal)
{
    switch (signal) {
    case SIGABRT: return QStringLiteral("SIGABRT");
    case SIGSEGV: return QStringLiteral("SIGSEGV");
    case SIGBUS: return QStringLiteral("SIGBUS");
    case SIGILL: return QStringLiteral("SIGILL");
    case SIGFPE: return QStringLiteral("SIGFPE");
    case SIGKILL: return QStringLiteral("SIGKILL");
    case SIGTERM: return QStringLiteral("SIGTERM");
    case SIGINT: return QStringLiteral("SIGINT");
    case SIGHUP: return QStringLiteral("SIGHUP");
    case SIGPIPE: return QStringLiteral("SIGPIPE");
    case SIGTRAP: return QStringLiteral("SIGTRAP");
    case SIGQUIT: return QStringLiteral("SIGQUIT");
    default: return QStringLiteral("signal %1").arg(signal);
    }
}

QProcessEnvironment environmentOf(const Command &command)
{
    QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
    for (auto it = command.env.begin(); it != command.env.end(); ++it)
        it.value().isNull() ? env.remove(it.key()) : env.insert(it.key(), it.value());
    return env;
}

} // namespace

QString ProcessExit::describe() const
{
    if (!started)
        return error.isEmpty() ? QStringLiteral("never ran") : error;
    return signal != 0 ? QStringLiteral("killed by ") + signalName(signal)
                       : QStringLiteral("exited with code %1").arg(code);
}

class Process::Private
{
public:
    explicit Private(Process *owner) : q(owner), process(new QProcess) { connectSignals(); }

    void connectSignals()
    {
        QObject::connect(process, &QProcess::started, q, [this] { Q_EMIT q->started(process->processId()); });
        QObject::connect(process, &QProcess::readyReadStandardOutput, q,
                         [this] { Q_EMIT q->output(process->readAllStandardOutput()); });
        QObject::connect(process, &QProcess::readyReadStandardError, q,
                         [this] { Q_EMIT q->errorOutput(process->readAllStandardError()); });
        QObject::connect(process, &QProcess::errorOccurred, q, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finishLater(neverRan(process->errorString()));
        });
        QObject::connect(process, &QProcess::finished, q, [this](int code, QProcess::ExitStatus how) {
            ProcessExit exit;
            exit.started = true;
            exit.code = how == QProcess::NormalExit ? code : -1;
            exit.signal = how == QProcess::CrashExit ? code : 0;
            finish(exit);
        });
    }

    static ProcessExit neverRan(const QString &why)
    {
        ProcessExit exit;
        exit.error = why;
        return exit;
    }

    // Never from inside start(): the caller may not have connected yet.
    void finishLater(const ProcessExit &exit)
    {
        QMetaObject::invokeMethod(q, [this, exit] { finish(exit); }, Qt::QueuedConnection);
    }

    void finish(const ProcessExit &exit)
    {
        if (std::exchange(finished, true))
            return;
        Q_EMIT q->done(exit);
    }

    Process *q;
    QProcess *process;
    bool finished = false;
};

Process::Process(Command command, QObject *parent)
    : QObject(parent), m_command(std::move(command)), d(std::make_unique<Private>(this))
{
}

Process::~Process()
{
    if (d->process->state() == QProcess::NotRunning)
        d->process->deleteLater(); // we may be inside one of its signals
    else
        reaper::end(d->process);
}

void Process::start()
{
    const Result<QString> program = findProgram(m_command.program);
    if (!program)
        return d->finishLater(Private::neverRan(formatError(program.error())));
    if (!m_command.outputFile.isEmpty()) {
        const Result<OwnedFd> file = openOutputFile(m_command.outputFile); // makes it, with 0600
        if (!file)
            return d->finishLater(Private::neverRan(formatError(file.error())));
        d->process->setProcessChannelMode(QProcess::MergedChannels);
        d->process->setStandardOutputFile(m_command.outputFile, QIODevice::Append);
        d->process->setStandardInputFile(QProcess::nullDevice());
    }
    d->process->setProcessEnvironment(environmentOf(m_command));
    d->process->setWorkingDirectory(m_command.cwd);
    d->process->setChildProcessModifier([] {
        ::setsid();
        closeAllOnExec();
    });
    d->process->start(*program, m_command.args);
}

void Process::write(const QByteArray &bytes)
{
    d->process->write(bytes);
}

void Process::closeInput()
{
    d->process->closeWriteChannel();
}

void Process::terminate()
{
    d->process->terminate();
}

void Process::kill()
{
    d->process->kill();
}

void Process::detach()
{
    if (d->process->state() == QProcess::NotRunning)
        return;
    reaper::abandon(d->process);
    d->process = new QProcess;
}

qint64 Process::pid() const
{
    return d->process->processId();
}

} // namespace hydra

#include "process/moc_process.cpp"
