// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/bundle_manifest.h"
#include "core/job/job.h"

#include <memory>

namespace hydra {

/// Writes a bundle's archive file by file, and compares each big file with its digest on the way.
/// Holes are not stored. Blocks; one thread.
class BundleWriter
{
public:
    /// PATH must not exist; it is created with mode 0600. TOTAL is the number of bytes for the
    /// progress.
    [[nodiscard]] static Result<std::unique_ptr<BundleWriter>>
    create(const QString &path, qint64 total, const JobContext &job);
    ~BundleWriter();

    [[nodiscard]] Result<void> add(const QString &name, const QByteArray &content);
    [[nodiscard]] Result<void> addFile(const BundleFile &file, const QString &path);
    /// Completes the archive and syncs it to disk.
    [[nodiscard]] Result<void> finish();

private:
    class Private;
    explicit BundleWriter(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace hydra
