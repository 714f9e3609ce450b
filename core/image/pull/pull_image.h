// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/image_mirrors.h"
#include "core/image/pull/image_source.h"
#include "core/image/store.h"

#include <vector>

namespace hydra {

/// The user's settings for every download of an image.
struct PullSettings {
    QString downloads; ///< directory of partial downloads, made when needed (Paths::downloadsDir)
    FetchSettings fetch;
    std::vector<ImageMirror> mirrors;
    QString qemuImg = QStringLiteral("qemu-img");
};

/// Downloads an image into the store, or follows the download of it that another command or thread
/// began before (see shared_build). Its digest is checked while it arrives: the one that SOURCE
/// has, else the one in SOURCE's checksums, else one in SHA512SUMS, SHA256SUMS, FILE.sha512 or
/// FILE.sha256 beside it, if there is any. A signature of the checksums is checked where gpgv and
/// one of its keyrings are installed. Then the file goes the way of `addImageFile`.
///
/// Conflict when the image is there. A break, cancellation or kill keeps what has arrived for the
/// next call; a file with another digest is put aside, and Failed. Blocks: the work of a Job.
[[nodiscard]] Result<StoredImage> pullImage(const ImageStore &store, const ImageSource &source,
                                            const JobContext &job, const PullSettings &settings);

} // namespace hydra
