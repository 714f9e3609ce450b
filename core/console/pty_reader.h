// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/spawn.h"

#include <QByteArray>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace hydra {

/// Takes what a terminal's near end says in a thread of its own, because the kernel hands it out in
/// 4 KiB pieces, each with a wait. Keeps at most 256 KiB: who writes more waits until they are
/// taken.
class PtyReader
{
public:
    /// FD does not block and outlives this. WAKE is called in the reader's thread whenever there is
    /// something to take after there was nothing, and at the end of the terminal.
    [[nodiscard]] static Result<std::unique_ptr<PtyReader>> start(int fd,
                                                                  std::function<void()> wake);
    ~PtyReader(); ///< the reader's thread has ended; never blocks for longer than a read
    PtyReader(const PtyReader &) = delete;
    PtyReader &operator=(const PtyReader &) = delete;

    /// All there is now; any thread. DRAINED: nothing more was to be had from the terminal.
    [[nodiscard]] QByteArray take(bool &drained);

private:
    PtyReader(int fd, Pipe stop, std::function<void()> wake);

    void run();
    void waitForOutput() const;
    void readSome(std::unique_lock<std::mutex> &lock);

    const int m_fd;
    const Pipe m_stop; ///< a byte in it: stop
    const std::function<void()> m_wake;
    std::mutex m_mutex;
    std::condition_variable m_room;
    QByteArray m_bytes;
    bool m_isInHand = false; ///< some of it is neither with the terminal nor in `m_bytes`
    bool m_isOver = false;   ///< of the terminal, or of us
    std::thread m_thread;    ///< the last: it uses all the others
};

} // namespace hydra
