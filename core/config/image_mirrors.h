// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace hydra {

/// Where images are to be had instead: addresses that begin with FROM begin with TO.
struct ImageMirror {
    QString from;
    QString to;
    bool operator==(const ImageMirror &) const = default;
};

/// Reads the setting `image_mirrors`: "FROM=TO", several with commas between. Nothing when one is
/// not a pair of http or https addresses. Pure, like the other.
[[nodiscard]] std::optional<std::vector<ImageMirror>> parseImageMirrors(const QString &text);
/// URL, or the mirror's address for it; of several mirrors the most specific one's.
[[nodiscard]] QString mirrored(const QString &url, const std::vector<ImageMirror> &mirrors);

} // namespace hydra
