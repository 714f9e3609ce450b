// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/process.h"

#include "core/process/child_process.h"

#include <QPointer>
#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <unistd.h>

namespace hydra {
namespace {

constexpr std::size_t kReadAtOnce = 64 << 10;
/// At a child's end, of what a grandchild may go on writing; a pipe holds a MiB at most.
constexpr int kMostReads = 32;

/// The child's ends, which are closed once it has them, and ours, which there are only of pipes.
struct ProcessStreams {
    OwnedFd input;
    OwnedFd output;
    OwnedFd errorOutput; ///< closed: the same as its output
    OwnedFd inputEnd = OwnedFd();
    OwnedFd outputEnd = OwnedFd();
    OwnedFd errorEnd = OwnedFd();
};

Result<ProcessStreams> openFile(const QString &path)
{
    Result<OwnedFd> null = openNull(), file = openOutputFile(path);
    if (!null || !file)
        return fail(!null ? null.error() : file.error());
    return ProcessStreams{
        .input = std::move(*null), .output = std::move(*file), .errorOutput = OwnedFd()};
}

Result<ProcessStreams> openPipes()
{
    Result<Pipe> in = makePipe(), out = makePipe(), err = makePipe();
    if (!in || !out || !err)
        return fail(!in ? in.error() : !out ? out.error() : err.error());
    return ProcessStreams{.input = std::move(in->readEnd),
                          .output = std::move(out->writeEnd),
                          .errorOutput = std::move(err->writeEnd),
                          .inputEnd = std::move(in->writeEnd),
                          .outputEnd = std::move(out->readEnd),
                          .errorEnd = std::move(err->readEnd)};
}

} // namespace

class Process::Private
{
public:
    /// Our end of one of the child's output streams. Tells what arrives while the event loop runs.
    class Source
    {
    public:
        Source(OwnedFd fd, std::function<void(const QByteArray &)> tell)
            : m_fd(std::move(fd)), m_tell(std::move(tell)),
              m_notifier(m_fd.get(), QSocketNotifier::Read)
        {
            ::fcntl(m_fd.get(), F_SETFL, O_NONBLOCK);
            QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier,
                             [this] { readSome(); });
        }

        /// False: nothing was there. What it tells may destroy us.
        bool readSome()
        {
            std::array<char, kReadAtOnce> bytes;
            ssize_t n = 0;
            while ((n = ::read(m_fd.get(), bytes.data(), bytes.size())) < 0 && errno == EINTR) {
            }
            if (n == 0 || (n < 0 && errno != EAGAIN))
                m_notifier.setEnabled(false);
            if (n > 0)
                m_tell(QByteArray(bytes.data(), n));
            return n > 0;
        }

    private:
        OwnedFd m_fd;
        std::function<void(const QByteArray &)> m_tell;
        QSocketNotifier m_notifier;
    };

    Private(Process *owner, Command what) : q(owner), command(std::move(what)) {}

    Result<void> start();
    void watch(SpawnedChild spawned, ProcessStreams streams);
    void finish(const ProcessExit &exit);

    Process *q;
    Command command;
    OwnedFd input;
    std::unique_ptr<Source> output;
    std::unique_ptr<Source> errorOutput;
    std::unique_ptr<ChildProcess> child;
};

Result<void> Process::Private::start()
{
    Result<ProcessStreams> streams =
        command.outputFile.isEmpty() ? openPipes() : openFile(command.outputFile);
    if (!streams)
        return fail(streams.error());
    const int out = streams->output.get();
    const SpawnStreams ends{.input = streams->input.get(),
                            .output = out,
                            .errorOutput =
                                streams->errorOutput.isOpen() ? streams->errorOutput.get() : out};
    Result<SpawnedChild> spawned = spawnChild(command, ends, Parentage::Child);
    if (!spawned)
        return fail(spawned.error());
    watch(std::move(*spawned), std::move(*streams));
    return {};
}

void Process::Private::watch(SpawnedChild spawned, ProcessStreams streams)
{
    input = std::move(streams.inputEnd);
    if (streams.outputEnd.isOpen()) {
        output =
            std::make_unique<Source>(std::move(streams.outputEnd),
                                     [this](const QByteArray &bytes) { Q_EMIT q->output(bytes); });
        errorOutput =
            std::make_unique<Source>(std::move(streams.errorEnd), [this](const QByteArray &bytes) {
                Q_EMIT q->errorOutput(bytes);
            });
    }
    child = std::make_unique<ChildProcess>(std::move(spawned), ChildProcess::Orphaned::Ended);
    QObject::connect(child.get(), &ChildProcess::started, q,
                     [this, pid = child->pid()] { Q_EMIT q->started(pid); });
    QObject::connect(child.get(), &ChildProcess::ended, q,
                     [this](const ProcessExit &exit) { finish(exit); });
}

// What was written before the end is in the pipes by now.
void Process::Private::finish(const ProcessExit &exit)
{
    const QPointer<Process> self = q;
    for (auto source : {&Private::output, &Private::errorOutput}) {
        for (int i = 0; self && i < kMostReads && this->*source && (this->*source)->readSome();
             ++i) {
        }
        if (self)
            (this->*source).reset();
    }
    if (self)
        Q_EMIT q->done(exit);
}

Process::Process(Command command, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(command)))
{
}

Process::~Process() = default;

void Process::start()
{
    const Result<void> started = d->start();
    if (!started)
        QMetaObject::invokeMethod(
            this, [this, exit = neverRan(formatError(started.error()))] { Q_EMIT done(exit); },
            Qt::QueuedConnection);
}

void Process::terminate()
{
    if (d->child)
        d->child->signal(SIGTERM);
}

qint64 Process::pid() const
{
    return d->child ? d->child->pid() : 0;
}

} // namespace hydra

#include "core/process/moc_process.cpp"
