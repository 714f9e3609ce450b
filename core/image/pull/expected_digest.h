// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/pull/image_source.h"
#include "core/job/job.h"

namespace hydra {

/// What a download must be, and how that is known.
struct ExpectedDigest {
    QString sha512; ///< lower-case hex; both empty: nobody tells
    QString sha256;
    QString by; ///< for people: "SHA256SUMS, signed"; empty: not known
};

/// Finds it out as `pullImage` says; SOURCE's addresses are the mirrors' already. Failed when
/// checksums that SOURCE names cannot be had, do not list its file, or have a bad signature.
/// Downloads small files, blocks. WORKDIR: for gpgv.
[[nodiscard]] Result<ExpectedDigest> expectedDigest(const ImageSource &source,
                                                    const QString &workDir,
                                                    const FetchSettings &settings,
                                                    const JobContext &job);

} // namespace hydra
