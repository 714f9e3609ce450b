// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/fetch/fetch_request.h"
#include "core/job/job.h"

namespace hydra {

/// What the module hydra_fetch exports: hydraFetchFile and hydraFetchText. It has libcurl, OpenSSL
/// and the thirty libraries that they bring, which a program pays for at its start otherwise.
using FetchFileFunction = void (*)(const FetchRequest &request, const FetchSettings &settings,
                                   const JobContext &job, Result<FetchedFile> &fetched);
using FetchTextFunction = void (*)(const FetchRequest &request, const FetchSettings &settings,
                                   const JobContext &job, Result<QByteArray> &fetched);

} // namespace hydra
