// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/cancel.h"
#include "core/process/command.h"
#include "core/process/process_exit.h"

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <functional>

namespace hydra {

struct RunOptions {
    QByteArray input; ///< fed to stdin, then closed
    std::chrono::milliseconds timeout = std::chrono::minutes(1);
    qint64 outputLimit = 16 << 20;                      ///< bytes kept of each stream's end
    std::function<void(const QByteArray &line)> onLine; ///< each line of stdout and stderr, live
    std::function<void(QByteArrayView bytes)>
        onOutput; ///< all of stdout, of which nothing is kept then
};

struct RunResult {
    ProcessExit exit;
    QByteArray output;
    QByteArray errorOutput;
};

/// Runs a command to its end and waits: for worker threads (Jobs) only, never the core thread.
/// The child leads its own process group, which is killed on cancel and on time-out. Fails
/// (Failed, TimedOut, Cancelled; details = end of stderr) also when the exit code is not 0.
[[nodiscard]] Result<RunResult> run(const Command &command, const CancelToken &cancel = {},
                                    const RunOptions &options = {});

/// Starts a command in a session of its own that outlives us, stdin from /dev/null, and does not
/// wait for it. Returns its pid.
[[nodiscard]] Result<qint64> startDetached(const Command &command);

} // namespace hydra
