// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <vector>

namespace hydra::test {

/// A file that somebody might give as an image and that is no disk, with what must be said of it.
struct ImageSample {
    const char *file; ///< its name
    QByteArray whole;
    QByteArray kind; ///< words of its format
    QByteArray cure; ///< words of what to do; empty: nothing can be done
};

/// More than twenty kinds of them, made from their formats' descriptions.
[[nodiscard]] std::vector<ImageSample> imageSamples();

} // namespace hydra::test
