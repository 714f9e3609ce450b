// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/command.h"
#include "core/process/process_exit.h"

#include <QByteArray>
#include <QObject>

#include <memory>

namespace hydra {

/// One child on a pseudo-terminal of its own, which is its session's. TERM is xterm-256color unless
/// the command says otherwise. Event-loop thread. `done` comes exactly once, after all output and
/// also when the program could not be started. Destroying it hangs the terminal up and hands the
/// child to the reaper, without blocking. POSIX terminals: posix_openpt(3), tty_ioctl(4).
class Pty : public QObject
{
    Q_OBJECT

public:
    explicit Pty(Command command, QObject *parent = nullptr);
    ~Pty() override;

    void start(int columns, int rows);
    /// Keys for the child. Bounded: false when more than 1 MiB waits already.
    bool write(const QByteArray &bytes);
    void resize(int columns, int rows);
    /// False: output is not told; the child waits when 256 KiB and the system's buffer are full.
    void setReading(bool reading);
    [[nodiscard]] qint64 pid() const; ///< 0 unless running

Q_SIGNALS:
    void started(qint64 pid);
    void output(const QByteArray &bytes);
    void done(const hydra::ProcessExit &exit);

private:
    class Private;
    Command m_command;
    std::unique_ptr<Private> d;
};

} // namespace hydra
