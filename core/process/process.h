// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "process/command.h"

#include <QByteArray>
#include <QMetaType>
#include <QObject>

#include <memory>

namespace hydra {

/// How a child ended.
struct ProcessExit {
    bool started = false;  ///< false: it never ran; see error
    int code = -1;         ///< exit code, when it exited by itself
    int signal = 0;        ///< terminating signal, else 0
    QString error;         ///< words, when it never ran

    [[nodiscard]] bool ok() const { return started && signal == 0 && code == 0; }
    [[nodiscard]] QString describe() const; ///< "exited with code 1", "killed by SIGABRT"
};

/// One child process. Lives in one event-loop thread; owned by whoever made it. `done` comes exactly
/// once, also when the program could not be started. Destroying it while the child runs hands the
/// child to the reaper, which ends it (SIGTERM, after 5 s SIGKILL) without blocking; `detach`
/// leaves it running instead. The child leads its own session, so a terminal's Ctrl-C spares it.
class Process : public QObject
{
    Q_OBJECT

public:
    explicit Process(Command command, QObject *parent = nullptr);
    ~Process() override;

    void start();
    void write(const QByteArray &bytes);
    void closeInput();
    void terminate();
    void kill();
    void detach();
    [[nodiscard]] qint64 pid() const; ///< 0 unless running
    [[nodiscard]] const Command &command() const { return m_command; }

Q_SIGNALS:
    void started(qint64 pid);
    void output(const QByteArray &bytes);      ///< stdout
    void errorOutput(const QByteArray &bytes); ///< stderr
    void done(const hydra::ProcessExit &exit);

private:
    class Private;
    Command m_command;
    std::unique_ptr<Private> d;
};

} // namespace hydra
