// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"

#include <sys/types.h>
#include <vector>

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

/// What becomes the child's stdin, stdout and stderr, and its descriptors 3, 4...; borrowed.
struct SpawnStreams {
    int input = -1;
    int output = -1;
    int errorOutput = -1;
    std::vector<int> passed; ///< at most kMostPassed
};
inline constexpr std::size_t kMostPassed = 4;

/// Child: leads a session of its own. Orphan: the same, as a child of init, which reaps it.
/// Foreground: stays in our session and process group, and so has our terminal. Terminal: leads a
/// session whose terminal is its stdin, the far end of a pseudo-terminal.
enum class Parentage { Child, Orphan, Foreground, Terminal };

/// fork and exec: the program is looked up and everything is allocated before the fork. The new
/// process has default signal handling and inherits no descriptor but those of STREAMS. Waits until
/// the program was executed, and fails when it could not be: for worker threads.
[[nodiscard]] Result<pid_t> spawnProcess(const Command &command, const SpawnStreams &streams,
                                         Parentage parentage);

/// A child that is about to execute its program. Its owner has to reap it.
struct SpawnedChild {
    pid_t pid = 0;
    OwnedFd report; ///< readable once the program was executed, or could not be: `spawnError`
    /// Of a held child: one byte written lets it go on; closed without that, it exits.
    OwnedFd gate;
};
enum class StartGate { Open, Held };
/// The same without waiting for the program to be executed; PARENTAGE is not Orphan. Any thread.
[[nodiscard]] Result<SpawnedChild> spawnChild(const Command &command, const SpawnStreams &streams,
                                              Parentage parentage,
                                              StartGate gate = StartGate::Open);
/// Why the child could not execute its program; empty if it did. Waits for the report.
[[nodiscard]] QString spawnError(const SpawnedChild &child);

/// Blocks SIGPIPE in this thread while it lives: a write into a pipe whose reader is gone must be
/// an error, not the end of our process.
class PipeSignalBlock
{
public:
    PipeSignalBlock();
    ~PipeSignalBlock();
    Q_DISABLE_COPY_MOVE(PipeSignalBlock)

private:
    sigset_t m_set;
    sigset_t m_before;
};

} // namespace hydra
