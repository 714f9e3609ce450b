// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/store.h"

namespace hydra {

/// What `hydractl image build` makes.
struct GuestRecipe {
    QString name;  ///< debian-13, debian-12
    QString suite; ///< trixie, bookworm
    QString arch;  ///< Debian's: amd64, arm64
    bool operator==(const GuestRecipe &) const = default;
};

/// Debian's name of a machine's architecture (x86_64, aarch64: see MachineFacts): amd64, arm64. Pure.
[[nodiscard]] QString debianArch(const QString &machineArch);
[[nodiscard]] std::vector<GuestRecipe> guestRecipes(const QString &debianArch);
[[nodiscard]] Result<GuestRecipe> findGuestRecipe(const QString &name, const QString &debianArch);

/// Names everything of ours that goes into the guest: packages, files, boot disk. Another digest than a
/// stored image's means that the image is of another version of Hydra. Pure.
[[nodiscard]] QString recipeDigest(const GuestRecipe &recipe);
/// True for an image that was built from a recipe of ours which is another by now.
[[nodiscard]] bool isOutdated(const StoredImage &image, const QString &debianArch);

/// What the user chose for every build.
struct BuildOptions {
    QString qemuImg = QStringLiteral("qemu-img");
    QString proxy; ///< URL through which packages come; empty: as the environment says
};

/// Programs the build needs that are not here, each with the Debian package that has it.
[[nodiscard]] std::vector<std::pair<QString, QString>> missingBuildTools(
    const QString &qemuImg = QStringLiteral("qemu-img"));

/// Builds the guest from Debian packages and puts it into the store. Blocks for minutes: the work of
/// a Job. Cancel, kill or failure leave nothing half-made.
[[nodiscard]] Result<StoredImage> buildGuest(const ImageStore &store, const GuestRecipe &recipe,
                                             const JobContext &job, const BuildOptions &options = {});

} // namespace hydra
