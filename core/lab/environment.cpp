// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/environment.h"

namespace hydra {

BuildOptions buildOptions(const Environment &environment)
{
    return {environment.programs.qemuImg, environment.settings.proxy};
}

PullSettings pullSettings(const Environment &environment)
{
    PullSettings settings;
    settings.downloads = environment.paths.downloadsDir();
    settings.fetch.proxy = environment.settings.proxy;
    settings.mirrors =
        parseImageMirrors(environment.settings.imageMirrors).value_or(std::vector<ImageMirror>());
    settings.qemuImg = environment.programs.qemuImg;
    return settings;
}

} // namespace hydra
