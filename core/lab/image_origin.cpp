// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/image_origin.h"

#include "core/image/guest_recipe.h"
#include "core/image/image_kind.h"
#include "core/image/pull/catalogue.h"
#include "core/image/store.h"
#include "core/lab/spec_paths.h"

#include <QDir>

namespace hydra {

QString storedNameOf(const VmSpec &vm)
{
    const QString name = imageNameOf(vm);
    const bool isStoreName = name.isEmpty() || name.contains(u'/') || checkImageName(name);
    return isStoreName ? name : imageNameFor(name);
}

std::optional<ImageSource> imageOriginOf(const VmSpec &vm, const QString &debianArch)
{
    const QString name = imageNameOf(vm);
    if (vm.boot != BootMode::Image || name.isEmpty() || name.contains(u'/') ||
        findGuestRecipe(name, debianArch))
        return {};
    const auto known = imageSourceFor(name, debianArch);
    const QString url = imageUrlOf(vm, name);
    auto source =
        url.isEmpty() || (known && known->url == url) ? known : imageSourceFor(url, debianArch);
    if (!source)
        return {};
    source->name = storedNameOf(vm);
    return *source;
}

} // namespace hydra
