// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/signal_watch.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace hydra {
namespace {

std::atomic<int> signalPipeEnd = -1;
static_assert(std::atomic<int>::is_always_lock_free); // else no handler may use it

// It interrupts any code of ours, which may be about to look at errno.
void writeSignal(int signal)
{
    const int before = errno;
    const char byte = char(signal);
    [[maybe_unused]] const ssize_t ignored = ::write(signalPipeEnd, &byte, 1);
    errno = before;
}

} // namespace

Result<std::unique_ptr<SignalWatch>> SignalWatch::start(QList<int> signalNumbers)
{
    Result<Pipe> pipe = makePipe();
    if (!pipe)
        return fail(pipe.error());
    for (const int end : {pipe->readEnd.get(), pipe->writeEnd.get()})
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    return std::unique_ptr<SignalWatch>(
        new SignalWatch(std::move(*pipe), std::move(signalNumbers)));
}

SignalWatch::SignalWatch(Pipe pipe, QList<int> signalNumbers)
    : m_pipe(std::move(pipe)), m_signals(std::move(signalNumbers)),
      m_notifier(m_pipe.readEnd.get(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &SignalWatch::read);
    signalPipeEnd = m_pipe.writeEnd.get();
    for (const int number : m_signals)
        std::signal(number, writeSignal);
}

SignalWatch::~SignalWatch()
{
    for (const int number : m_signals)
        std::signal(number, SIG_DFL);
    signalPipeEnd = -1;
}

void SignalWatch::read()
{
    char last = 0;
    while (::read(m_pipe.readEnd.get(), &last, 1) == 1) {
    }
    Q_EMIT received(last);
}

} // namespace hydra

#include "core/process/moc_signal_watch.cpp"
