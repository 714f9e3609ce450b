// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/pty.h"

#include "core/console/pty_pair.h"
#include "core/console/pty_reader.h"
#include "core/process/child_process.h"

#include <QMap>
#include <QMetaObject>
#include <QPointer>
#include <QSocketNotifier>

#include <cerrno>
#include <unistd.h>
#include <utility>

namespace hydra {
namespace {

constexpr qsizetype kMaxWaiting = 1 << 20;

Command inTerminal(Command command)
{
    const QMap<QString, QString> usual{{QStringLiteral("TERM"), QStringLiteral("xterm-256color")},
                                       {QStringLiteral("COLORTERM"), QStringLiteral("truecolor")}};
    for (auto it = usual.begin(); it != usual.end(); ++it) {
        if (!command.env.contains(it.key()))
            command.env[it.key()] = it.value();
    }
    return command;
}

} // namespace

class Pty::Private
{
public:
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

    explicit Private(Pty *owner) : q(owner) {}

    Result<void> start(const Command &command, int columns, int rows);

    // Never from inside start(): the caller may not have connected yet.
    void failLater(const QString &why)
    {
        exit = neverRan(why);
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

    void readSoon()
    {
        QMetaObject::invokeMethod(q, [this] { readSome(); }, Qt::QueuedConnection);
    }

    void readSome();
    void writeSome();

    Pty *q;
    std::unique_ptr<ChildProcess> child;
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

Result<void> Pty::Private::start(const Command &command, int columns, int rows)
{
    Result<PtyPair> opened = openPty(columns, rows);
    if (!opened)
        return fail(opened.error());
    ends = std::move(*opened);
    if (const Result<void> watched = watch(); !watched)
        return watched;
    const int farEnd = ends.farEnd.get();
    Result<SpawnedChild> spawned =
        spawnChild(inTerminal(command), {.input = farEnd, .output = farEnd, .errorOutput = farEnd},
                   Parentage::Terminal);
    ends.farEnd.reset(); // only the child has it: its end is the terminal's end
    if (!spawned)
        return fail(spawned.error());
    child = std::make_unique<ChildProcess>(std::move(*spawned), ChildProcess::Orphaned::Ended);
    QObject::connect(child.get(), &ChildProcess::started, q,
                     [this, pid = child->pid()] { Q_EMIT q->started(pid); });
    QObject::connect(child.get(), &ChildProcess::ended, q, [this](const ProcessExit &how) {
        exit = how;
        hasEnded = true;
        readSome();
    });
    return {};
}

Pty::Pty(Command command, QObject *parent)
    : QObject(parent), m_command(std::move(command)), d(std::make_unique<Private>(this))
{
}

Pty::~Pty() = default;

void Pty::start(int columns, int rows)
{
    if (const Result<void> started = d->start(m_command, columns, rows); !started)
        d->failLater(formatError(started.error()));
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

qint64 Pty::pid() const
{
    return d->child ? d->child->pid() : 0;
}

} // namespace hydra

#include "core/console/moc_pty.cpp"
