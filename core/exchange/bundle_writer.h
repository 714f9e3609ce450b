// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/bundle_manifest.h"
#include "job/job.h"

#include <memory>

namespace hydra {

/// Writes the archive of a bundle, file by file, and compares each big one with its digest on the way.
/// Holes are neither read nor stored. Blocks; one thread.
class BundleWriter
{
public:
    /// PATH must not be there; it is made with 0600. TOTAL bytes are what progress counts.
    [[nodiscard]] static Result<std::unique_ptr<BundleWriter>> create(const QString &path, qint64 total, const JobContext &job);
    ~BundleWriter();

    [[nodiscard]] Result<void> add(const QString &name, const QByteArray &content);
    [[nodiscard]] Result<void> addFile(const BundleFile &file, const QString &path);
    /// Everything is on the disk.
    [[nodiscard]] Result<void> finish();

private:
    class Private;
    explicit BundleWriter(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace hydra
