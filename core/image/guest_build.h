// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/guest_recipe.h"
#include "core/image/store.h"

namespace hydra {

/// The user's settings for every build.
struct BuildOptions {
    QString qemuImg = QStringLiteral("qemu-img");
    QString proxy; ///< URL of the proxy for packages; empty: as the environment says
};

/// The programs a build needs that are missing here, each with its Debian package.
[[nodiscard]] std::vector<std::pair<QString, QString>>
missingBuildTools(const QString &qemuImg = QStringLiteral("qemu-img"));

/// Builds the guest from Debian packages and adds it to the store, or follows the build of it that
/// another command or thread began before (see shared_build). Conflict when the image is there.
/// Blocks for minutes: the work of a Job. Cancellation, a kill or a failure leave no partial image.
[[nodiscard]] Result<StoredImage> buildGuest(const ImageStore &store, const GuestRecipe &recipe,
                                             const JobContext &job,
                                             const BuildOptions &options = {});

} // namespace hydra
