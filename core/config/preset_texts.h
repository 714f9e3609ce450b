// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace hydra {

/// The files of resources/presets as compiled in at build time: name and text.
struct PresetText {
    const char *name;
    const char *text;
};
[[nodiscard]] const std::vector<PresetText> &presetTexts();

} // namespace hydra
