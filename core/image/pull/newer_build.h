// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/pull/pull_image.h"

#include <optional>

namespace hydra {

/// The catalogue's image of which IMAGE, a downloaded one, is some build, if that image has an
/// address for its latest build. Pure.
[[nodiscard]] std::optional<ImageSource> latestBuildOf(const StoredImage &image);

/// Whether its distribution has another build by now than IMAGE, known by the checksums of the
/// latest one; nothing when IMAGE is of no catalogue image. Downloads a small text, blocks.
[[nodiscard]] Result<std::optional<bool>>
hasNewerBuild(const StoredImage &image, const PullSettings &settings, const JobContext &job);

} // namespace hydra
