// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/command.h"
#include "core/process/process_exit.h"

#include <QByteArray>
#include <QObject>

#include <memory>

namespace hydra {

/// One child process. Lives in the thread that made it, which has an event loop for as long as
/// somebody wants to hear of it; owned by whoever made it. `done` comes exactly once, also when the
/// program could not be started, and never from inside `start`. The child's stdin stays open, and
/// empty, until this object goes. Destroying it while the child runs hands the child to the reaper,
/// which ends it without blocking; it may be destroyed by what it tells. The child leads its own
/// session, so a terminal's Ctrl-C spares it.
class Process : public QObject
{
    Q_OBJECT

public:
    explicit Process(Command command, QObject *parent = nullptr);
    ~Process() override;

    void start();
    void terminate();
    [[nodiscard]] qint64 pid() const; ///< 0 unless running

Q_SIGNALS:
    void started(qint64 pid);
    void output(const QByteArray &bytes);      ///< stdout
    void errorOutput(const QByteArray &bytes); ///< stderr
    void done(const hydra::ProcessExit &exit);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
