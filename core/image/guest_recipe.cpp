// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "image/guest_build.h"

#include "image/system_program.h"

#include <algorithm>
#include <unistd.h>

namespace hydra {

QString debianArch(const QString &machineArch)
{
    return machineArch == u"aarch64" ? QStringLiteral("arm64") : QStringLiteral("amd64");
}

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
    return fail(ErrorCode::NotFound, QStringLiteral("there is no recipe for an image %1").arg(name), {},
                QStringLiteral("choose one of: ") + names.join(QStringLiteral(", ")));
}

std::vector<std::pair<QString, QString>> missingBuildTools(const QString &qemuImg)
{
    std::vector<std::pair<QString, QString>> tools{
        {QStringLiteral("mmdebstrap"), QStringLiteral("mmdebstrap")},
        {QStringLiteral("mkfs.ext4"), QStringLiteral("e2fsprogs")},
        {QStringLiteral("sfdisk"), QStringLiteral("fdisk")},
        {QStringLiteral("mformat"), QStringLiteral("mtools")},
        {QStringLiteral("mmd"), QStringLiteral("mtools")},
        {QStringLiteral("mcopy"), QStringLiteral("mtools")},
        {qemuImg, QStringLiteral("qemu-utils")},
        {QStringLiteral("tar"), QStringLiteral("tar")},
        {QStringLiteral("unshare"), QStringLiteral("util-linux")},
    };
    if (::geteuid() != 0)
        tools.emplace_back(QStringLiteral("newuidmap"), QStringLiteral("uidmap"));
    std::erase_if(tools, [](const auto &tool) { return findSystemProgram(tool.first).has_value(); });
    return tools;
}

} // namespace hydra
