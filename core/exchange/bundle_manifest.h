// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace hydra {

/// One file of a bundle, by its name there.
struct BundleFile {
    QString name;
    qint64 size = 0; ///< bytes
    QString sha512;  ///< 128 hex digits
    bool operator==(const BundleFile &) const = default;
};

/// An image and its files: images/NAME.json, then images/NAME.qcow2 (or .raw), of a frozen guest also
/// images/NAME.memory and images/NAME.state.
struct BundleImage {
    QString name;
    std::vector<BundleFile> files;
    bool operator==(const BundleImage &) const = default;
};

/// manifest.json, the first file of a bundle. Everything else there is named in it, in this order.
struct BundleManifest {
    static constexpr int kVersion = 1;

    int version = kVersion;
    QString hydra; ///< the version that made it
    QString lab;
    BundleFile labFile;
    std::vector<BundleImage> images;

    [[nodiscard]] std::vector<BundleFile> files() const; ///< all but itself
    [[nodiscard]] qint64 totalSize() const;
    bool operator==(const BundleManifest &) const = default;
};

[[nodiscard]] QByteArray toJson(const BundleManifest &manifest);
/// Refuses everything that this version would not write: another version, names and digests of another
/// form, a name twice, sizes that cannot be.
[[nodiscard]] Result<BundleManifest> bundleManifestFromJson(const QByteArray &json);

} // namespace hydra
