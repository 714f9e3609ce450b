// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/bundle_manifest.h"
#include "core/job/job.h"

#include <memory>

namespace hydra {

/// Reads a bundle's archive once from beginning to end, as untrusted input: the files must be those
/// of its manifest, in that order, with the sizes and digests stated there. Blocks; one thread.
class BundleReader
{
public:
    /// Opens the archive and reads the manifest. NotFound when the file does not exist.
    [[nodiscard]] static Result<std::unique_ptr<BundleReader>> open(const QString &path,
                                                                    const JobContext &job);
    ~BundleReader();

    [[nodiscard]] const BundleManifest &manifest() const;
    /// Extracts the files into DIR under the last component of their names, except those in
    /// SKIPPED. Zeros become holes. After a failure DIR's files are incomplete.
    [[nodiscard]] Result<void> unpack(const QString &dir, const QStringList &skipped);

private:
    class Private;
    explicit BundleReader(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace hydra
