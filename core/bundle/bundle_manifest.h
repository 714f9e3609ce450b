// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace hydra {

/// A file of a bundle, by its name in the archive.
struct BundleFile {
    QString name;
    qint64 size = 0; ///< bytes
    QString sha512;  ///< 128 hex digits
    bool operator==(const BundleFile &) const = default;
};

/// An image with its files: images/NAME.json, then images/NAME.qcow2 (or .raw), and for a frozen
/// guest images/NAME.memory and images/NAME.state.
struct BundleImage {
    QString name;
    std::vector<BundleFile> files;
    bool operator==(const BundleImage &) const = default;
};

/// manifest.json, the first file of a bundle. It lists all others, in their order.
struct BundleManifest {
    static constexpr int kVersion = 1;

    int version = kVersion;
    QString hydra; ///< the version that wrote it
    QString lab;
    BundleFile labFile;
    std::vector<BundleImage> images;

    [[nodiscard]] std::vector<BundleFile> files() const; ///< all except manifest.json
    [[nodiscard]] qint64 totalSize() const;
    bool operator==(const BundleManifest &) const = default;
};

[[nodiscard]] QByteArray toJson(const BundleManifest &manifest);
/// Refuses whatever this version would not write: another version number, malformed names and
/// digests, duplicate names, impossible sizes.
[[nodiscard]] Result<BundleManifest> bundleManifestFromJson(const QByteArray &json);

} // namespace hydra
