// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <vector>

namespace hydra {

/// What `hydractl image build` makes.
struct GuestRecipe {
    QString name;  ///< debian-13, debian-12
    QString suite; ///< trixie, bookworm
    QString arch;  ///< Debian's: amd64, arm64
    bool operator==(const GuestRecipe &) const = default;
};

[[nodiscard]] std::vector<GuestRecipe> guestRecipes(const QString &debianArch);
[[nodiscard]] Result<GuestRecipe> findGuestRecipe(const QString &name, const QString &debianArch);

} // namespace hydra
