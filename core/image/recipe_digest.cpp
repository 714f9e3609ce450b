// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/recipe_digest.h"

#include "core/guest/guest_files.h"
#include "core/image/boot_disk.h"
#include "core/image/container_archive.h"
#include "core/image/mmdebstrap.h"

#include <QCryptographicHash>

namespace hydra {

QString recipeDigest(const GuestRecipe &recipe)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray &part) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    };
    add(recipe.suite.toUtf8());
    // Without a work directory and for an unprivileged user: how a host builds is no part of the
    // guest.
    add(mmdebstrapCommand(recipe, {}, false).args.join(u'\n').toUtf8());
    for (const std::vector<GuestFile> &files : {earlyImageFiles(), imageFiles(), runtimeFiles()}) {
        for (const GuestFile &file : files)
            add(file.path.toUtf8() + ' ' + QByteArray::number(file.mode) + ' ' +
                file.link.toUtf8() + '\n' + file.content);
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
    return recipe && image.lab.isEmpty() && image.source.startsWith(u"built from") &&
           image.recipeDigest != recipeDigest(*recipe);
}

} // namespace hydra
