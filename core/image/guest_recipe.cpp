// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "image/guest_build.h"

#include "guest/guest_files.h"
#include "image/boot_disk.h"
#include "image/mmdebstrap.h"
#include "image/system_program.h"

#include <QCryptographicHash>

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

QString recipeDigest(const GuestRecipe &recipe)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray &part) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    };
    add(recipe.suite.toUtf8());
    // As root, from nowhere: how it is built on a host is no part of the guest.
    add(mmdebstrapCommand(recipe, {}, false).args.join(u'\n').toUtf8());
    for (const std::vector<GuestFile> &files : {earlyImageFiles(), imageFiles(), runtimeFiles()}) {
        for (const GuestFile &file : files)
            add(file.path.toUtf8() + ' ' + QByteArray::number(file.mode) + ' ' + file.link.toUtf8() + '\n' + file.content);
    }
    for (const QString &program : {QStringLiteral("pause"), QStringLiteral("thermostat")})
        add(containerProgram(program));
    BootDisk disk;
    disk.arch = recipe.arch;
    add(loaderEntry(disk) + loaderConfig() + fstab(disk) + partitionScript(disk));
    return QString::fromLatin1(hash.result().toHex());
}

bool isOutdated(const StoredImage &image, const QString &debianArch)
{
    const auto recipe = findGuestRecipe(image.name, debianArch);
    return recipe && image.lab.isEmpty() && image.source.startsWith(u"built from") && image.recipeDigest != recipeDigest(*recipe);
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
