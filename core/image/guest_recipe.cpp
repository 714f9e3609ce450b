// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/guest_recipe.h"

#include <QStringList>

namespace hydra {

std::vector<GuestRecipe> guestRecipes(const QString &debianArch)
{
    return {{QStringLiteral("debian-13"), QStringLiteral("trixie"), debianArch},
            {QStringLiteral("debian-12"), QStringLiteral("bookworm"), debianArch}};
}

Result<GuestRecipe> findGuestRecipe(const QString &name, const QString &debianArch)
{
    const std::vector<GuestRecipe> recipes = guestRecipes(debianArch);
    QStringList names;
    for (const GuestRecipe &recipe : recipes) {
        if (recipe.name == name)
            return recipe;
        names += recipe.name;
    }
    return fail(ErrorCode::NotFound, QStringLiteral("there is no recipe for an image %1").arg(name),
                {}, QStringLiteral("choose one of: ") + names.join(QStringLiteral(", ")));
}

} // namespace hydra
