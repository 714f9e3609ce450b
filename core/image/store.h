// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/units.h"
#include "job/job.h"

#include <QString>

#include <vector>

namespace hydra {

/// One image in the store: NAME.qcow2 (read-only) and NAME.json (recipe and digest) beside it.
struct StoredImage {
    QString name;
    QString path;
    QString format = QStringLiteral("qcow2");
    QString sha512; ///< of the file
    MemorySize virtualSize;
    MemorySize fileSize;
    QString source;    ///< "built from Debian packages", a URL, a file
    QString createdAt; ///< ISO 8601, UTC
    bool containerd = false; ///< containerd is in, so cloud-init need not install it
    bool operator==(const StoredImage &) const = default;
};

/// The image store: a directory of read-only bases. Blocks (small files only, but for `add`);
/// worker threads or short calls. Several processes may use one store: writers lock a name.
class ImageStore
{
public:
    explicit ImageStore(QString directory) : m_directory(std::move(directory)) {}

    [[nodiscard]] const QString &directory() const { return m_directory; }
    [[nodiscard]] Result<std::vector<StoredImage>> list() const;
    /// Records of images whose file is gone, or that are none themselves: their paths.
    [[nodiscard]] QStringList brokenRecords() const;
    /// By store name, or an absolute path to an image file outside the store.
    [[nodiscard]] Result<StoredImage> find(const QString &name) const;
    /// Moves FILE (same file system: in the store's .tmp) into the store under NAME, read-only,
    /// with its record. Replaces nothing: Conflict when NAME is there.
    [[nodiscard]] Result<StoredImage> add(const QString &file, StoredImage record) const;
    /// USERS: state directories whose overlays may use it. Conflict names who uses it.
    [[nodiscard]] Result<void> remove(const QString &name, const QStringList &users) const;
    /// A fresh private directory for work in progress, on the store's file system.
    [[nodiscard]] Result<QString> makeWorkDir() const;
    /// Removes work directories whose maker is gone.
    void removeLeftovers() const;

private:
    QString m_directory;
};

/// Writes a qcow2 overlay on BASE at PATH (atomically: it is there whole or not at all), 0600.
/// SIZE zero or smaller than the base's: the base's size.
[[nodiscard]] Result<void> createOverlay(const QString &path, const StoredImage &base, MemorySize size,
                                         const QString &qemuImg = QStringLiteral("qemu-img"));
/// An empty qcow2 disk.
[[nodiscard]] Result<void> createDisk(const QString &path, MemorySize size,
                                      const QString &qemuImg = QStringLiteral("qemu-img"));

} // namespace hydra
