// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/lab/lab_vm.h"

namespace hydra {

/// Whether the image of VM is there, or can be built or downloaded; else the store's words. Reads
/// small files.
[[nodiscard]] Result<void> checkImage(const Paths &paths, const VmSpec &vm);

/// Builds or downloads the image that VM lacks (see imageOriginOf), and compares it with
/// `image_sha512`. NotFound when nobody has it, Failed for other content. Blocks: the work of a
/// Job.
[[nodiscard]] Result<void> provideImage(const Environment &environment, const LoadedLab &lab,
                                        LabVm &vm, const JobContext &job);

} // namespace hydra
