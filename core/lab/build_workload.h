// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/paths.h"
#include "job/job.h"
#include "lab/workloads.h"
#include "vm/vm_state.h"

namespace hydra {

/// Where and as whom a running VM is reached by ssh.
struct GuestLogin {
    const Paths &paths;
    const VmStatus &status;
    QString username;
};

/// Has the guest build a workload's image from Debian packages, with its own apt, and give it to its containerd;
/// resources/workloads/build-image tells how. Needs a network in the guest. Blocks for seconds to minutes: the
/// work of a Job. Cancelled or failed, nothing of it stays in the guest.
[[nodiscard]] Result<void> buildWorkloadImage(const GuestLogin &guest, const Workload &workload, const JobContext &job);

/// The script's words about a build that it refused: "refused: WHAT; HINT". Code is Failed. Pure.
[[nodiscard]] Error buildError(const Error &why, const QString &image, const QString &vm);
/// "PERCENT WORDS" of the script; nothing for other lines. Pure.
[[nodiscard]] std::optional<Progress> buildProgress(const QByteArray &line);

} // namespace hydra
