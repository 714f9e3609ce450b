// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"

#include <QByteArray>

#include <vector>

namespace hydra {

/// One file of a debug bundle, its secrets removed already.
struct BundleEntry {
    QString name; ///< relative path in the archive
    QByteArray bytes;
    QString note; ///< what was cut or left out, in words; may be empty
    bool operator==(const BundleEntry &) const = default;
};

/// Everything somebody else needs to understand a failure here: the doctor's findings, versions,
/// the environment, settings, activities, and of each target (none: of all labs) its file and of
/// each VM plan, state and logs. At most 1 MiB of each (its end) and 20 MiB in all. Passwords,
/// hashes, salts, tokens, private keys and credentials in URLs are removed, the home directory
/// becomes ~. The first entry, manifest.txt, lists the others. Blocks for seconds: the work of a
/// Job. NotFound for an unknown lab or VM.
[[nodiscard]] Result<std::vector<BundleEntry>>
collectDebugBundle(const Environment &environment, const std::vector<Target> &targets,
                   const JobContext &job);

/// A tar.gz of ENTRIES in a directory of their own, 0600, there whole or not at all. Conflict when
/// PATH exists. Blocks briefly.
[[nodiscard]] Result<void> writeDebugBundle(const QString &path,
                                            const std::vector<BundleEntry> &entries);

/// hydra-debug-YYYYMMDD-HHMM.tar.gz, in local time.
[[nodiscard]] QString debugBundleName();

} // namespace hydra
