// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "process/pty.h"

#include "process/pty_pair.h"
#include "process/pty_reader.h"
#include "process/reaper.h"
#include "process/run.h"

#include <QMetaObject>
#include <QPointer>
#include <QProcess>
#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <optional>
#include <unistd.h>
#include <utility>

namespace hydra {
namespace {

constexpr qsizetype kMaxWaiting = 1 << 20;

QProcessEnvironment environmentOf(const Command &command)
{
    QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
    env.insert(QStringLiteral("TERM"), QStringLiteral("xterm-256color"));
    env.insert(QStringLiteral("COLORTERM"), QStringLiteral("truecolor"));
    for (auto it = command.env.begin(); it != command.env.end(); ++it)
        it.value().isNull() ? env.remove(it.key()) : env.insert(it.key(), it.value());
    return env;
}

/// Lets go of a notifier from inside its own signal.
struct DropLater {
    void operator()(QSocketNotifier *notifier) const
    {
        notifier->setEnabled(false);
        notifier->disconnect();
        notifier->deleteLater();
    }
};
using Notifier = std::unique_ptr<QSocketNotifier, DropLater>;

} // namespace

class Pty::Private
{
public:
    explicit Private(Pty *owner) : q(owner), process(new QProcess) { connectSignals(); }

    void connectSignals()
    {
        QObject::connect(process, &QProcess::started, q, [this] {
            ends.farEnd.reset(); // only the child has it: its end is the terminal's end
            Q_EMIT q->started(process->processId());
        });
        QObject::connect(process, &QProcess::errorOccurred, q,
                         [this](QProcess::ProcessError error) {
                             if (error == QProcess::FailedToStart)
                                 failLater(process->errorString());
                         });
        QObject::connect(process, &QProcess::finished, q,
                         [this](int code, QProcess::ExitStatus how) {
                             exit.started = true;
                             exit.code = how == QProcess::NormalExit ? code : -1;
                             exit.signal = how == QProcess::CrashExit ? code : 0;
                             hasEnded = true;
                             readSome();
                         });
    }

    // Never from inside start(): the caller may not have connected yet.
    void failLater(const QString &why)
    {
        exit.error = why;
        QMetaObject::invokeMethod(q, [this] { finish(); }, Qt::QueuedConnection);
    }

    void finish()
    {
        reader.reset();
        writer.reset();
        ends = {};
        if (!std::exchange(isFinished, true))
            Q_EMIT q->done(exit);
    }

    Result<void> watch()
    {
        auto started = PtyReader::start(ends.nearEnd.get(), [this] { readSoon(); });
        if (!started)
            return fail(started.error());
        reader = std::move(*started);
        writer = Notifier(new QSocketNotifier(ends.nearEnd.get(), QSocketNotifier::Write));
        writer->setEnabled(false);
        QObject::connect(writer.get(), &QSocketNotifier::activated, q, [this] { writeSome(); });
        return {};
    }

    void readSoon() { QMetaObject::invokeMethod(q, [this] { readSome(); }, Qt::QueuedConnection); }

    void readSome();
    void writeSome();

    Pty *q;
    QProcess *process;
    PtyPair ends;
    std::unique_ptr<PtyReader> reader; ///< none: not started, or over
    Notifier writer;
    QByteArray waiting;
    ProcessExit exit;
    bool isReading = true;
    bool hasEnded = false;
    bool isFinished = false;
};

// What a grandchild may still write after the child's end is nobody's: only what is there counts.
void Pty::Private::readSome()
{
    if (!isReading || !reader)
        return;
    const QPointer<Pty> alive(q);
    bool isDrained = false;
    const QByteArray bytes = reader->take(isDrained);
    if (!bytes.isEmpty())
        Q_EMIT q->output(bytes);
    if (!alive || !hasEnded)
        return;
    if (isDrained && isReading)
        finish();
    else
        readSoon();
}

void Pty::Private::writeSome()
{
    const ssize_t n = ::write(ends.nearEnd.get(), waiting.constData(), std::size_t(waiting.size()));
    if (n > 0)
        waiting.remove(0, n);
    else if (n < 0 && errno != EAGAIN && errno != EINTR)
        waiting.clear(); // nobody reads any more
    writer->setEnabled(!waiting.isEmpty());
}

Pty::Pty(Command command, QObject *parent)
    : QObject(parent), m_command(std::move(command)), d(std::make_unique<Private>(this))
{
}

Pty::~Pty()
{
    if (d->process->state() == QProcess::NotRunning)
        d->process->deleteLater(); // we may be inside one of its signals
    else
        reaper::end(d->process);
}

void Pty::start(int columns, int rows)
{
    const Result<QString> program = findProgram(m_command.program);
    if (!program)
        return d->failLater(formatError(program.error()));
    Result<PtyPair> ends = openPty(columns, rows);
    if (!ends)
        return d->failLater(formatError(ends.error()));
    d->ends = std::move(*ends);
    if (const Result<void> watched = d->watch(); !watched)
        return d->failLater(formatError(watched.error()));
    d->process->setStandardInputFile(QProcess::nullDevice());
    d->process->setStandardOutputFile(QProcess::nullDevice());
    d->process->setStandardErrorFile(QProcess::nullDevice());
    d->process->setProcessEnvironment(environmentOf(m_command));
    d->process->setWorkingDirectory(m_command.cwd);
    d->process->setChildProcessModifier([farEnd = d->ends.farEnd.get()] {
        adoptTerminal(farEnd);
        closeAllOnExec();
    });
    d->process->start(*program, m_command.args);
}

bool Pty::write(const QByteArray &bytes)
{
    if (!d->writer)
        return false;
    if (d->waiting.size() > kMaxWaiting)
        return false;
    d->waiting += bytes;
    d->writeSome();
    return true;
}

void Pty::resize(int columns, int rows)
{
    if (d->ends.nearEnd.isOpen())
        setWindowSize(d->ends.nearEnd.get(), columns, rows);
}

void Pty::setReading(bool reading)
{
    if (reading != std::exchange(d->isReading, reading) && reading)
        d->readSoon();
}

void Pty::terminate()
{
    if (const qint64 child = pid(); child > 0)
        ::kill(pid_t(child), SIGHUP);
}

void Pty::kill()
{
    d->process->kill();
}

qint64 Pty::pid() const
{
    return d->process->processId();
}

} // namespace hydra

#include "process/moc_pty.cpp"
