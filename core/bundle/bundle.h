// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"

namespace hydra {

/// A lab and its images in one file: a tar archive compressed with zstd that begins with
/// manifest.json (bundle/bundle_manifest), followed by lab.yaml and images/. Both functions block
/// for as long as copying the images takes: the work of a Job.

struct BundleExport {
    QString output;           ///< replaced atomically
    bool withSecrets = false; ///< else passwords, their hashes and salts are left out
    QString hydraVersion;
};

/// Writes a bundle. Each image is compared with its digest while it is read. Returns notes for
/// people: what was left out and why.
[[nodiscard]] Result<QStringList> exportBundle(const Environment &environment,
                                               const LoadedTarget &target, const BundleExport &what,
                                               const JobContext &job);

struct BundleImport {
    QString bundle;
    QString output; ///< the lab file to create; must not exist
};

/// Unpacks a bundle, which is untrusted: accepts only names of the fixed pattern, with the sizes
/// and digests that its manifest states, and disks without backing files. Nothing is changed until
/// all of it has been checked; then its images are added to the store and the lab file is written.
/// An image that exists is kept if it is the same, and a Conflict if it differs. Returns notes for
/// people.
[[nodiscard]] Result<QStringList> importBundle(const Environment &environment,
                                               const BundleImport &what, const JobContext &job);

} // namespace hydra
