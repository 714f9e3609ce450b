// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"
#include "lab/load.h"

namespace hydra {

/// What is kept of a disposable run.
struct Keep {
    bool transcript = false; ///< serial.log: all that the serial port said
    bool logs = false;       ///< vm.log, what the keeper did; journal.log, of the guest
    bool capture = false;    ///< network.pcap
    QStringList paths;       ///< files and directories of the guest: below files/
    bool operator==(const Keep &) const = default;

    [[nodiscard]] bool isEmpty() const { return *this == Keep(); }
    [[nodiscard]] bool needsGuest() const { return logs || !paths.isEmpty(); }
};

/// From words: transcript, logs, pcap, an absolute path in the guest. Invalid for others. Pure.
[[nodiscard]] Result<Keep> keepOf(const QStringList &words);
/// Whether things can be kept in DIR: it is empty or can be made. Conflict, Failed; leaves nothing there.
[[nodiscard]] Result<void> checkOutput(const QString &dir);

/// Ends a disposable run: takes what is in the guest over ssh while it runs, kills the VM, takes the files
/// of its state directory and removes every byte of the lab. What could not be kept is returned, each in
/// words; cancelling gives up keeping but never removing. Blocks: the work of a Job.
[[nodiscard]] std::vector<Error> endRun(const Environment &environment, const LoadedTarget &target, const Keep &keep,
                                        const QString &output, const JobContext &job);

} // namespace hydra
