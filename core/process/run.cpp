// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/run.h"

#include "core/process/reaper.h"
#include "core/process/spawn.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace hydra {
namespace {

constexpr int kTickMs = 20;
constexpr qsizetype kLineLimit = 64 << 10;
constexpr qsizetype kDetailLimit = 4 << 10;

/// One output stream of the child: keeps the end of it and cuts it into lines.
class Stream
{
public:
    Stream(OwnedFd fd, const RunOptions &options, bool isOutput)
        : m_fd(std::move(fd)), m_options(options), m_handOver(isOutput && options.onOutput)
    {
        if (m_fd.isOpen())
            ::fcntl(m_fd.get(), F_SETFL, O_NONBLOCK);
    }

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] bool isOpen() const { return m_fd.isOpen(); }

    void drain()
    {
        std::array<char, 32 << 10> chunk;
        while (m_fd.isOpen()) {
            const ssize_t n = ::read(m_fd.get(), chunk.data(), chunk.size());
            if (n > 0)
                take({chunk.data(), static_cast<qsizetype>(n)});
            else if (n == 0 || (errno != EINTR && errno != EAGAIN))
                m_fd.reset();
            else if (errno == EAGAIN)
                return;
        }
    }

    QByteArray finish()
    {
        flushLine();
        return m_kept.right(m_options.outputLimit);
    }

private:
    void take(QByteArrayView bytes)
    {
        if (m_handOver)
            return m_options.onOutput(bytes);
        m_kept.append(bytes);
        if (m_kept.size() > 2 * m_options.outputLimit + kLineLimit)
            m_kept = m_kept.right(m_options.outputLimit);
        if (!m_options.onLine)
            return;
        for (char c : bytes) {
            if (c == '\n' || c == '\r') // progress bars end their lines with \r
                flushLine();
            else
                m_line.append(c);
            if (m_line.size() >= kLineLimit)
                flushLine();
        }
    }

    void flushLine()
    {
        if (!m_line.isEmpty() && m_options.onLine)
            m_options.onLine(m_line);
        m_line.clear();
    }

    OwnedFd m_fd;
    const RunOptions &m_options;
    bool m_handOver;
    QByteArray m_kept;
    QByteArray m_line;
};

/// Feeds the child's stdin and closes it at the end.
class Feeder
{
public:
    Feeder(OwnedFd fd, const QByteArray &input) : m_fd(std::move(fd)), m_input(input)
    {
        ::fcntl(m_fd.get(), F_SETFL, O_NONBLOCK);
        feed();
    }

    [[nodiscard]] int fd() const { return m_fd.get(); }

    void feed()
    {
        while (m_fd.isOpen() && m_at < m_input.size()) {
            const ssize_t n = ::write(m_fd.get(), m_input.constData() + m_at,
                                      static_cast<size_t>(m_input.size() - m_at));
            if (n < 0 && errno == EAGAIN)
                return;
            if (n < 0 && errno != EINTR)
                break;
            m_at += std::max<ssize_t>(n, 0);
        }
        m_fd.reset();
    }

private:
    OwnedFd m_fd;
    const QByteArray &m_input;
    qsizetype m_at = 0;
};

std::optional<ProcessExit> poll(pid_t pid, Stream &out, Stream &err, Feeder &in, int endingTickMs)
{
    std::array<pollfd, 3> fds = {pollfd{out.fd(), POLLIN, 0}, pollfd{err.fd(), POLLIN, 0},
                                 pollfd{in.fd(), POLLOUT, 0}};
    ::poll(fds.data(), fds.size(), out.isOpen() || err.isOpen() ? kTickMs : endingTickMs);
    in.feed();
    const std::optional<ProcessExit> exit = reaper::poll(pid); // before the last drain
    out.drain();
    err.drain();
    return exit;
}

ProcessExit killGroup(pid_t pid)
{
    ::kill(-pid, SIGKILL);
    std::optional<ProcessExit> exit;
    while (!(exit = reaper::poll(pid)))
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return *exit;
}

QString lastLine(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    return QString::fromUtf8(trimmed.mid(trimmed.lastIndexOf('\n') + 1)).left(300);
}

struct Streams {
    Pipe in, out, err;
    OwnedFd file;
};

Result<Streams> openStreams(const Command &command)
{
    Result<Pipe> in = makePipe(), out = makePipe(), err = makePipe();
    if (!in || !out || !err)
        return fail(!in ? in.error() : !out ? out.error() : err.error());
    Streams streams{std::move(*in), std::move(*out), std::move(*err), {}};
    if (!command.outputFile.isEmpty()) {
        Result<OwnedFd> file = openOutputFile(command.outputFile);
        if (!file)
            return fail(file.error());
        streams.file = std::move(*file);
    }
    return streams;
}

} // namespace

Result<RunResult> run(const Command &command, const CancelToken &cancel, const RunOptions &options)
{
    const PipeSignalBlock noPipeSignal;
    Result<Streams> streams = openStreams(command);
    if (!streams)
        return fail(streams.error());
    const bool toFile = streams->file.isOpen();
    const SpawnStreams ends{streams->in.readEnd.get(),
                            toFile ? streams->file.get() : streams->out.writeEnd.get(),
                            toFile ? streams->file.get() : streams->err.writeEnd.get()};
    const Result<pid_t> pid = spawnProcess(command, ends, Parentage::Child);
    if (!pid)
        return fail(pid.error());
    reaper::own(*pid);
    streams->in.readEnd.reset();
    streams->out.writeEnd.reset();
    streams->err.writeEnd.reset();

    Stream out(std::move(streams->out.readEnd), options, true),
        err(std::move(streams->err.readEnd), options, false);
    Feeder in(std::move(streams->in.writeEnd), options.input);
    const QDeadlineTimer deadline(options.timeout);
    std::optional<ProcessExit> exit;
    ErrorCode broken = ErrorCode::Failed;
    // A child that ends closes its streams a moment before it can be waited for.
    int endingTickMs = 1;
    while (!(exit = poll(*pid, out, err, in, endingTickMs))) {
        if (!out.isOpen() && !err.isOpen())
            endingTickMs = std::min(2 * endingTickMs, kTickMs);
        if (cancel.cancelled() || deadline.hasExpired()) {
            broken = cancel.cancelled() ? ErrorCode::Cancelled : ErrorCode::TimedOut;
            exit = killGroup(*pid);
            break;
        }
    }
    RunResult result{*exit, out.finish(), err.finish()};
    if (exit->ok() && broken == ErrorCode::Failed)
        return result;
    const QString name = QFileInfo(command.program).fileName();
    const QString last = lastLine(result.errorOutput);
    const QString what =
        broken == ErrorCode::Cancelled ? QStringLiteral("was cancelled")
        : broken == ErrorCode::TimedOut
            ? QStringLiteral("took longer than %1 s")
                  .arg(std::chrono::duration_cast<std::chrono::seconds>(options.timeout).count())
            : exit->describe();
    return fail(broken, last.isEmpty() ? what : what + QStringLiteral(": ") + last, name, {},
                QString::fromUtf8(result.errorOutput.right(kDetailLimit)));
}

Result<qint64> startDetached(const Command &command)
{
    Result<OwnedFd> null = openNull();
    if (!null)
        return fail(null.error());
    OwnedFd file;
    if (!command.outputFile.isEmpty()) {
        Result<OwnedFd> opened = openOutputFile(command.outputFile);
        if (!opened)
            return fail(opened.error());
        file = std::move(*opened);
    }
    const int output = file.isOpen() ? file.get() : null->get();
    const Result<pid_t> pid =
        spawnProcess(command, {null->get(), output, output}, Parentage::Orphan);
    if (!pid)
        return fail(pid.error());
    return qint64(*pid);
}

} // namespace hydra
