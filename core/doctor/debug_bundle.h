// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/lab/environment.h"

#include <QByteArray>

#include <vector>

namespace hydra {

/// One file of a debug bundle, without secrets.
struct BundleEntry {
    QString name; ///< relative path in the archive
    QByteArray bytes;
    QString note; ///< what was cut or left out; may be empty
    bool operator==(const BundleEntry &) const = default;
};

/// Everything others need to understand a failure on this machine: the doctor's findings, versions,
/// the environment, settings, activities, and for each target (none: all labs) its file and each
/// VM's plan, state and logs. At most 1 MiB of each (its end) and 20 MiB in total. Passwords,
/// hashes, salts, tokens, private keys and credentials in URLs are removed; the home directory
/// becomes ~. The first entry, manifest.txt, lists the others. Blocks for seconds: the work of a
/// Job. NotFound for an unknown lab or VM.
[[nodiscard]] Result<std::vector<BundleEntry>>
collectDebugBundle(const Environment &environment, const std::vector<Target> &targets,
                   const JobContext &job);

/// Writes ENTRIES, in a directory of their own, to a tar.gz (0600), atomically. Conflict when PATH
/// exists. Blocks briefly.
[[nodiscard]] Result<void> writeDebugBundle(const QString &path,
                                            const std::vector<BundleEntry> &entries);

/// hydra-debug-YYYYMMDD-HHMM.tar.gz, in local time.
[[nodiscard]] QString debugBundleName();

} // namespace hydra
