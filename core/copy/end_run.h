// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"

namespace hydra {

/// What to keep of a disposable run.
struct RunOutputs {
    bool transcript = false; ///< serial.log: the serial port's output
    bool logs = false;       ///< vm.log with the keeper's events, and the guest's journal.log
    bool capture = false;    ///< network.pcap
    QStringList paths;       ///< files and directories of the guest, kept below files/
    bool operator==(const RunOutputs &) const = default;

    [[nodiscard]] bool isEmpty() const { return *this == RunOutputs(); }
    [[nodiscard]] bool needsGuest() const { return logs || !paths.isEmpty(); }
};

/// Parses transcript, logs, pcap, or an absolute path in the guest. Invalid for anything else.
/// Pure.
[[nodiscard]] Result<RunOutputs> parseRunOutputs(const QStringList &words);
/// Whether outputs can be written to DIR: it is empty or can be created. Conflict, Failed; leaves
/// nothing there.
[[nodiscard]] Result<void> checkOutput(const QString &dir);

/// Ends a disposable run: copies files from the guest over ssh while it runs, kills the VM, keeps
/// files of its state directory, and removes the lab completely. Returns an error for each output
/// that could not be kept; cancellation skips keeping but never removing. Blocks: the work of a
/// Job.
[[nodiscard]] std::vector<Error> endRun(const Environment &environment, const LoadedTarget &target,
                                        const RunOutputs &keep, const QString &output,
                                        const JobContext &job);

} // namespace hydra
