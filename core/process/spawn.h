// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "process/command.h"

#include <sys/types.h>

namespace hydra {

/// A file descriptor that closes itself. Never 0, 1 or 2, always close-on-exec when made here.
class OwnedFd
{
public:
    OwnedFd() = default;
    explicit OwnedFd(int fd) : m_fd(fd) {}
    OwnedFd(OwnedFd &&other) noexcept : m_fd(other.release()) {}
    OwnedFd &operator=(OwnedFd &&other) noexcept
    {
        reset(other.release());
        return *this;
    }
    ~OwnedFd() { reset(); }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    int release();
    void reset(int fd = -1);

private:
    int m_fd = -1;
};

struct Pipe {
    OwnedFd readEnd;
    OwnedFd writeEnd;
};
[[nodiscard]] Result<Pipe> makePipe();

/// Opens COMMAND's output file for appending (created with 0600).
[[nodiscard]] Result<OwnedFd> openOutputFile(const QString &path);
[[nodiscard]] Result<OwnedFd> openNull();

/// What becomes the child's stdin, stdout and stderr; borrowed.
struct SpawnStreams {
    int input = -1;
    int output = -1;
    int errorOutput = -1;
};

/// Marks every descriptor above 2 close-on-exec. Async-signal-safe: for the child between fork and
/// exec, so that what we inherited from a shell (a pipe it waits on) does not live on in a VM.
void closeAllOnExec();

/// Foreground: it stays in our session and process group, so that it has our terminal.
enum class Parentage { Child, Orphan, Foreground };

/// fork and exec for worker threads: the program is looked up and everything is allocated before
/// the fork. The new process leads a session of its own (unless it is in the foreground) and has default signal
/// handling; no descriptor but the three is inherited. An orphan belongs to init, so that nobody
/// has to wait for it. Fails when the program could not be executed.
[[nodiscard]] Result<pid_t> spawnProcess(const Command &command, const SpawnStreams &streams,
                                         Parentage parentage);

/// A child that has a pid and waits before it becomes its program.
struct HeldChild {
    pid_t pid = 0;
    OwnedFd gate;   ///< write one byte to let it go on; closed without that, it exits
    OwnedFd report; ///< read when it has ended: `heldChildError`
};
[[nodiscard]] Result<HeldChild> spawnHeld(const Command &command, const SpawnStreams &streams);
/// Why the child could not become its program; empty if it did.
[[nodiscard]] QString heldChildError(const HeldChild &child);

} // namespace hydra
