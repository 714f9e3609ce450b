// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "crictl/stream_session.h"

#include "cri/remote_stream.h"
#include "raw_terminal.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace hydra::cli {
namespace {

constexpr qint64 kMostPending = 1 << 20;
constexpr char kEndOfInput = 0x04; // Ctrl-D
constexpr char kLeave[] = {0x10, 0x11}; // Ctrl-P Ctrl-Q, as crictl and docker have it

class StreamSession : public QObject
{
public:
    StreamSession(Session &session, const QUrl &url, bool tty, bool input)
        : m_tty(tty), m_raw(tty && input ? std::make_unique<RawTerminal>() : nullptr), m_stream(url), m_stdin(STDIN_FILENO, QSocketNotifier::Read)
    {
        m_stdin.setEnabled(false);
        connect(&m_stdin, &QSocketNotifier::activated, this, [this] { readInput(); });
        connect(&m_stream, &RemoteStream::opened, this, [this, input] {
            m_stdin.setEnabled(input);
            passSize();
        });
        connect(&m_stream, &RemoteStream::drained, this, [this, input] {
            if (input && !m_inputEnded && m_stream.pending() < kMostPending)
                m_stdin.setEnabled(true);
        });
        connect(&m_stream, &RemoteStream::received, this, [](StreamChannel channel, const QByteArray &bytes) {
            FILE *file = channel == StreamChannel::ErrorOutput ? stderr : stdout;
            std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), file);
            std::fflush(file);
        });
        connect(&m_stream, &RemoteStream::ended, this, [this](const Result<int> &exit) { end(exit); });
        connect(&m_sizeTimer, &QTimer::timeout, this, [this] { passSize(); });
        if (m_tty)
            m_sizeTimer.start(std::chrono::milliseconds(200));
        session.onInterrupt([this] { end(fail(ErrorCode::Cancelled, QStringLiteral("interrupted"))); });
    }

    Result<int> run()
    {
        m_stream.open();
        while (!m_result)
            m_loop.exec();
        return *m_result;
    }

private:
    void end(const Result<int> &result)
    {
        m_result = result;
        m_loop.quit();
    }

    void readInput()
    {
        char buffer[32 << 10];
        const ssize_t n = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (n <= 0) {
            m_inputEnded = true;
            m_stdin.setEnabled(false);
            if (m_tty)
                m_stream.write(QByteArray(1, kEndOfInput));
            return;
        }
        QByteArray bytes = m_held + QByteArray(buffer, n);
        m_held.clear();
        if (m_raw && m_raw->isTerminal()) {
            if (const qsizetype at = bytes.indexOf(QByteArray(kLeave, sizeof kLeave)); at >= 0)
                return end(0);
            if (bytes.endsWith(kLeave[0])) { // its second half may follow
                m_held = bytes.right(1);
                bytes.chop(1);
            }
        }
        m_stream.write(bytes);
        m_stdin.setEnabled(m_stream.pending() < kMostPending);
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

    bool m_tty;
    std::unique_ptr<RawTerminal> m_raw;
    RemoteStream m_stream;
    QSocketNotifier m_stdin;
    QTimer m_sizeTimer;
    QEventLoop m_loop;
    QByteArray m_held;
    std::optional<Result<int>> m_result;
    winsize m_size = {};
    bool m_inputEnded = false;
};

} // namespace

Result<int> runStream(Session &session, const QUrl &url, bool tty, bool input)
{
    StreamSession stream(session, url, tty, input);
    const Result<int> exit = stream.run();
    session.onInterrupt(nullptr);
    return exit;
}

} // namespace hydra::cli
