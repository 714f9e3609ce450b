// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/bundle_manifest.h"
#include "job/job.h"

#include <memory>

namespace hydra {

/// Reads the archive of a bundle once from its begin to its end. Trusts nothing in it: files must be
/// those of its manifest, in their order, of the size and digest told there. Blocks; one thread.
class BundleReader
{
public:
    /// Reads the manifest. NotFound when there is no such file.
    [[nodiscard]] static Result<std::unique_ptr<BundleReader>> open(const QString &path, const JobContext &job);
    ~BundleReader();

    [[nodiscard]] const BundleManifest &manifest() const;
    /// Writes the files to DIR under the last part of their names, without those in SKIPPED. Zeros become
    /// holes. What is there after a failure is not whole.
    [[nodiscard]] Result<void> unpack(const QString &dir, const QStringList &skipped);

private:
    class Private;
    explicit BundleReader(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace hydra
