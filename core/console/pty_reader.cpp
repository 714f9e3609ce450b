// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/pty_reader.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace hydra {
namespace {

constexpr qsizetype readerLimit = 256 * 1024;
constexpr std::size_t kAtOnce = 32 * 1024;

bool hasOutput(int fd)
{
    pollfd waiting{fd, POLLIN, 0};
    return ::poll(&waiting, 1, 0) > 0 && (waiting.revents & POLLIN) != 0;
}

} // namespace

Result<std::unique_ptr<PtyReader>> PtyReader::start(int fd, std::function<void()> wake)
{
    Result<Pipe> stop = makePipe();
    if (!stop)
        return fail(stop.error());
    return std::unique_ptr<PtyReader>(new PtyReader(fd, std::move(*stop), std::move(wake)));
}

PtyReader::PtyReader(int fd, Pipe stop, std::function<void()> wake)
    : m_fd(fd), m_stop(std::move(stop)), m_wake(std::move(wake)), m_thread(&PtyReader::run, this)
{
}

PtyReader::~PtyReader()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_room.notify_one();
    while (::write(m_stop.writeEnd.get(), "", 1) < 0 && errno == EINTR) {
    }
    m_thread.join();
}

QByteArray PtyReader::take(bool &drained)
{
    const std::lock_guard lock(m_mutex);
    drained = !m_isInHand && (m_isOver || !hasOutput(m_fd));
    m_room.notify_one();
    return std::exchange(m_bytes, {});
}

void PtyReader::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isOver) {
        m_room.wait(lock, [this] { return m_isOver || m_bytes.size() < readerLimit; });
        lock.unlock();
        waitForOutput();
        lock.lock();
        if (!m_isOver)
            readSome(lock);
    }
}

void PtyReader::waitForOutput() const
{
    std::array<pollfd, 2> waiting{pollfd{m_fd, POLLIN, 0}, pollfd{m_stop.readEnd.get(), POLLIN, 0}};
    while (::poll(waiting.data(), waiting.size(), -1) < 0 && errno == EINTR) {
    }
}

void PtyReader::readSome(std::unique_lock<std::mutex> &lock)
{
    m_isInHand = true;
    lock.unlock();
    std::array<char, kAtOnce> bytes;
    std::size_t size = 0;
    bool isOver = false;
    while (size < bytes.size() && !isOver) {
        const ssize_t n = ::read(m_fd, bytes.data() + size, bytes.size() - size);
        if (n > 0)
            size += std::size_t(n);
        else if (n < 0 && errno == EAGAIN)
            break;
        else if (n == 0 || errno != EINTR)
            isOver = true; // Linux: EIO once nobody holds the far end
    }
    lock.lock();
    m_isInHand = false;
    m_isOver = m_isOver || isOver;
    const bool isNews = isOver || (m_bytes.isEmpty() && size > 0);
    m_bytes.append(bytes.data(), qsizetype(size));
    if (isNews)
        m_wake();
}

} // namespace hydra
