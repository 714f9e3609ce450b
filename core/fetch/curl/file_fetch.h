// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/fetch/fetch_request.h"
#include "core/job/job.h"

namespace hydra {

/// See fetch.h, whose functions these are.
[[nodiscard]] Result<FetchedFile>
fetchFileByCurl(const FetchRequest &request, const FetchSettings &settings, const JobContext &job);
[[nodiscard]] Result<QByteArray>
fetchTextByCurl(const FetchRequest &request, const FetchSettings &settings, const JobContext &job);

} // namespace hydra
