// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"
#include "lab/load.h"

namespace hydra {

/// A lab with its images in one file: a tar archive compressed with zstd that begins with manifest.json
/// (exchange/bundle_manifest), then lab.yaml and images/. Both functions block for as long as images are
/// big: the work of a Job.

struct BundleExport {
    QString output;           ///< replaced whole, or not at all
    bool withSecrets = false; ///< else passwords, their hashes and salts are left out
    QString hydraVersion;
};

/// Writes a bundle. Every image is read and compared with its digest on the way. Returns what people
/// should know: what was left out and why.
[[nodiscard]] Result<QStringList> exportBundle(const Environment &environment, const LoadedTarget &target, const BundleExport &what,
                                               const JobContext &job);

struct BundleImport {
    QString bundle;
    QString output; ///< the lab file that is made; must not be there
};

/// Unpacks a bundle that may come from anybody: only names of the fixed pattern, sizes and digests that
/// its manifest gave, disks without backing files. Only then its images are added to the store and the
/// lab file is written; before, nothing changes. An image that is there already is kept when it is
/// the same; Conflict when it is another. Returns what people should know.
[[nodiscard]] Result<QStringList> importBundle(const Environment &environment, const BundleImport &what, const JobContext &job);

} // namespace hydra
