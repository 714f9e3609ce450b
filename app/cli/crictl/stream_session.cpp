// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/stream_session.h"

#include "app/cli/raw_terminal.h"
#include "core/cri/remote_stream.h"

#include <CLI/CLI.hpp>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace hydra::cli {
namespace {

constexpr qint64 kMostTyped = 1 << 20;
constexpr char kEndOfInput = 0x04;      // Ctrl-D
constexpr char kLeave[] = {0x10, 0x11}; // Ctrl-P Ctrl-Q, like crictl and docker

class StreamSession : public QObject
{
public:
    /// LOOP quits whenever a session of it has ended.
    StreamSession(QEventLoop &loop, const QUrl &url, bool tty, bool input)
        : m_loop(loop), m_tty(tty), m_raw(tty && input ? std::make_unique<RawTerminal>() : nullptr),
          m_stream(url)
    {
        if (input)
            watchInput();
        connect(&m_stream, &RemoteStream::opened, this, [this] {
            if (m_stdin)
                m_stdin->setEnabled(true);
            passSize();
        });
        connect(&m_stream, &RemoteStream::received, this,
                [](StreamChannel channel, const QByteArray &bytes) {
                    FILE *file = channel == StreamChannel::ErrorOutput ? stderr : stdout;
                    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), file);
                    std::fflush(file);
                });
        connect(&m_stream, &RemoteStream::ended, this,
                [this](const Result<int> &exit) { end(exit); });
        connect(&m_sizeTimer, &QTimer::timeout, this, [this] { passSize(); });
        if (m_tty)
            m_sizeTimer.start(std::chrono::milliseconds(200));
    }

    void open() { m_stream.open(); }
    void end(const Result<int> &result)
    {
        if (!m_result)
            m_result = result;
        m_loop.quit();
    }
    [[nodiscard]] const std::optional<Result<int>> &result() const { return m_result; }

private:
    void watchInput()
    {
        m_stdin = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        m_stdin->setEnabled(false);
        connect(m_stdin.get(), &QSocketNotifier::activated, this, [this] { readInput(); });
        connect(&m_stream, &RemoteStream::drained, this, [this] {
            if (!m_inputEnded && m_stream.pending() < kMostTyped)
                m_stdin->setEnabled(true);
        });
    }

    void readInput()
    {
        char buffer[32 << 10];
        const ssize_t n = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (n <= 0) {
            m_inputEnded = true;
            m_stdin->setEnabled(false);
            if (m_tty)
                m_stream.write(QByteArray(1, kEndOfInput));
            return;
        }
        QByteArray bytes = m_held + QByteArray(buffer, n);
        m_held.clear();
        if (m_raw && m_raw->isTerminal()) {
            if (const qsizetype at = bytes.indexOf(QByteArray(kLeave, sizeof kLeave)); at >= 0)
                return end(0);
            // The second key of the sequence may follow.
            if (bytes.endsWith(kLeave[0])) {
                m_held = bytes.right(1);
                bytes.chop(1);
            }
        }
        m_stream.write(bytes);
        m_stdin->setEnabled(m_stream.pending() < kMostTyped);
    }

    void passSize()
    {
        winsize size = {};
        if (!m_tty || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
            return;
        if (size.ws_col != m_size.ws_col || size.ws_row != m_size.ws_row)
            m_stream.resize(size.ws_col, size.ws_row);
        m_size = size;
    }

    QEventLoop &m_loop;
    bool m_tty;
    std::unique_ptr<RawTerminal> m_raw;
    RemoteStream m_stream;
    std::unique_ptr<QSocketNotifier> m_stdin; ///< only with input
    QTimer m_sizeTimer;
    QByteArray m_held;
    std::optional<Result<int>> m_result;
    winsize m_size = {};
    bool m_inputEnded = false;
};

using StreamSessions = std::vector<std::unique_ptr<StreamSession>>;

std::vector<Result<int>> runAll(Session &session, QEventLoop &loop, const StreamSessions &streams)
{
    session.onInterrupt([&streams] {
        for (const auto &stream : streams)
            stream->end(fail(ErrorCode::Cancelled, QStringLiteral("interrupted")));
    });
    for (const auto &stream : streams)
        stream->open();
    std::vector<Result<int>> results;
    for (const auto &stream : streams) {
        while (!stream->result())
            loop.exec();
        results.push_back(*stream->result());
    }
    session.onInterrupt(nullptr);
    return results;
}

} // namespace

void addTransport(CLI::App &command)
{
    command
        .add_option_function<std::string>(
            "-r,--transport", [](const std::string &) {},
            "spdy or websocket, as crictl has it; it is WebSocket either way")
        ->check(CLI::IsMember({"spdy", "websocket"}));
}

Result<int> runStream(Session &session, const QUrl &url, bool tty, bool input)
{
    QEventLoop loop;
    StreamSessions one;
    one.push_back(std::make_unique<StreamSession>(loop, url, tty, input));
    return runAll(session, loop, one).front();
}

std::vector<Result<int>> runStreams(Session &session, const std::vector<QUrl> &urls)
{
    QEventLoop loop;
    StreamSessions streams;
    for (const QUrl &url : urls)
        streams.push_back(std::make_unique<StreamSession>(loop, url, false, false));
    return runAll(session, loop, streams);
}

} // namespace hydra::cli
