// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/missing_image.h"

#include "core/fetch/fetch_address.h"
#include "core/host/facts.h"
#include "core/image/guest_recipe.h"
#include "core/image/store.h"
#include "core/lab/image_origin.h"
#include "core/lab/spec_paths.h"
#include "core/process/shell_word.h"

#include <QDir>
#include <QUrl>

namespace hydra {
namespace {

QString imageKeyOf(const VmSpec &vm)
{
    return vm.boot == BootMode::Kernel ? QStringLiteral("kernel.data_disk")
                                       : QStringLiteral("image");
}

// The command that gives VM the image NAME.
QString setImage(const LoadedLab &lab, const VmSpec &vm, const QString &name)
{
    return QStringLiteral("hydractl set %1 %2 %3=%4")
        .arg(shellWord(lab.file), vm.name, imageKeyOf(vm), shellWord(name));
}

// An image that VM could have instead.
QString insteadOf(const Paths &paths, const LoadedLab &lab, const VmSpec &vm)
{
    QStringList names;
    if (const auto stored = ImageStore(paths.imagesDir()).list()) {
        for (const StoredImage &image : *stored)
            names << image.name;
    }
    if (names.isEmpty())
        return QStringLiteral("or take one that `up` builds: ") +
               setImage(lab, vm, guestRecipes({}).front().name);
    return QStringLiteral("or take one that is there (%1): %2")
        .arg(names.mid(0, 3).join(QStringLiteral(", ")), setImage(lab, vm, names.front()));
}

} // namespace

Error withWayOut(Error found, const Paths &paths, const LoadedLab &lab, const VmSpec &vm)
{
    const QString name = imageNameOf(vm);
    if (found.code != ErrorCode::NotFound || findGuestRecipe(name, {}))
        return found;
    if (const auto origin = imageOriginOf(vm, hostDebianArch())) {
        found.hint =
            QStringLiteral("`hydractl up` downloads it from ") + shownAddress(QUrl(origin->url));
        return found;
    }
    QString first = QStringLiteral("put a disk image there with: hydractl image add FILE --name ") +
                    (checkImageName(name) ? name : QStringLiteral("NAME"));
    if (QDir::isAbsolutePath(name))
        first = QStringLiteral("put the file there");
    found.hint = first + QStringLiteral("; ") + insteadOf(paths, lab, vm);
    return found;
}

} // namespace hydra
