// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/store.h"

#include <functional>
#include <vector>

namespace hydra {

/// Runs BUILD, which makes the image NAME of STORE (builds or downloads it), unless another thread
/// or program of this user does so already: then follows that build's progress and takes its
/// result. When that one failed, so does this, in its words; when it was cancelled or killed, this
/// one builds. Cancelling a follower ends the follower alone. Blocks; the work of a Job.
///
/// The builder holds the lock STORE/.build.NAME, which dies with it, and writes its progress, and
/// at the end its failure, to STORE/.build.NAME.json.
[[nodiscard]] Result<StoredImage>
buildOrFollow(const ImageStore &store, const QString &name, const JobContext &job,
              const std::function<Result<StoredImage>(const JobContext &)> &build);

/// A build or a download of an image that a thread or program of this user does now.
struct RunningBuild {
    QString name; ///< that the image gets
    Progress progress;
};

/// Those into STORE, by name. Reads small files.
[[nodiscard]] std::vector<RunningBuild> runningBuilds(const ImageStore &store);

} // namespace hydra
