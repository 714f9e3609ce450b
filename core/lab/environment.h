// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/config/settings.h"
#include "core/host/paths.h"
#include "core/host/programs.h"
#include "core/image/guest_build.h"
#include "core/image/pull/pull_image.h"

#include <optional>

namespace hydra {

/// The paths, programs and settings that labs work with. A value, made once by services and passed
/// on.
struct Environment {
    Paths paths;
    QString keeperProgram;                ///< full path of hydra-keeper
    Settings settings;                    ///< defaults if the file is broken
    Programs programs;                    ///< chosen by environment and settings
    std::optional<Error> settingsProblem; ///< what is wrong with the settings file
};

/// The options for this user's image builds. Pure.
[[nodiscard]] BuildOptions buildOptions(const Environment &environment);
/// The settings for this user's downloads. Pure.
[[nodiscard]] PullSettings pullSettings(const Environment &environment);

} // namespace hydra
