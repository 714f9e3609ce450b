// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "core/job/job.h"
#include "core/vm/vm_state.h"
#include "core/workload/workloads.h"

namespace hydra {

/// How to reach a running VM by ssh, and as which user.
struct GuestLogin {
    const Paths &paths;
    const VmStatus &status;
    QString username;
};

/// Has the guest build a workload's image from Debian packages, with its own apt, and import it
/// into its containerd; see resources/workloads/build-image. The guest needs network access. Blocks
/// for seconds to minutes: the work of a Job. When cancelled or failed, nothing of it remains in
/// the guest.
[[nodiscard]] Result<void> buildWorkloadImage(const GuestLogin &guest, const Workload &workload,
                                              const JobContext &job);

/// The script's message when it refuses a build: "refused: WHAT; HINT". The code is Failed. Pure.
[[nodiscard]] Error buildError(const Error &why, const QString &image, const QString &vm);
/// Parses the script's "PERCENT WORDS"; nothing for other lines. Pure.
[[nodiscard]] std::optional<Progress> buildProgress(const QByteArray &line);

} // namespace hydra
