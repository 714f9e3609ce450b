// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/pull/image_source.h"

#include <optional>
#include <vector>

namespace hydra {

/// Which of a catalogue image's files is meant.
enum class ImageBuild {
    Usual,  ///< the pinned one, else the latest
    Pinned, ///< one that stays what it is
    Latest, ///< what the distribution has newest
};

/// One cloud image that a distribution publishes, for one architecture.
struct CatalogueImage {
    QString name;  ///< debian-13-generic
    QString title; ///< "Debian 13, all drivers"
    QString arch;  ///< Debian's name: amd64, arm64
    QString build; ///< of the pinned file: 20250814-2204; empty: none is known to stay
    std::optional<ImageSource> pinned;
    std::optional<ImageSource> latest; ///< nothing: each build has an address of its own

    /// Nothing if there is no such build. Its name is this image's.
    [[nodiscard]] std::optional<ImageSource> source(ImageBuild which) const;
};

/// All images for ARCH (amd64, arm64), in the order to show them. All here is pure.
[[nodiscard]] std::vector<CatalogueImage> imageCatalogue(const QString &arch);
/// NotFound, with all names, if there is no such image.
[[nodiscard]] Result<CatalogueImage> findCatalogueImage(const QString &name, const QString &arch);
/// Where a distribution has the file FILE: one of the catalogue's files, or any dated build of
/// Debian's (debian-13-generic-arm64-20250814-2204.qcow2). Its name in the store is FILE. Nothing
/// for other names.
[[nodiscard]] std::optional<ImageSource> knownImageFile(const QString &file);

/// What a user asks for: the name of a catalogue image, the name of a known file, or the address of
/// any file. Invalid or NotFound for anything else.
[[nodiscard]] Result<ImageSource> imageSourceFor(const QString &asked, const QString &arch,
                                                 ImageBuild which = ImageBuild::Usual);

} // namespace hydra
