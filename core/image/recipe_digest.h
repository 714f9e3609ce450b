// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/guest_recipe.h"
#include "core/image/store.h"

namespace hydra {

/// Digest of everything of ours that goes into the guest: packages, files, boot disk. A stored
/// image with another digest was built by another version of Hydra. Pure.
[[nodiscard]] QString recipeDigest(const GuestRecipe &recipe);
/// Whether an image was built from one of our recipes that has changed since.
[[nodiscard]] bool isOutdated(const StoredImage &image, const QString &debianArch);

} // namespace hydra
