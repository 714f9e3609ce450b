// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/curl/file_fetch.h"
#include "core/fetch/fetch_module.h"

extern "C" Q_DECL_EXPORT void hydraFetchFile(const hydra::FetchRequest &request,
                                             const hydra::FetchSettings &settings,
                                             const hydra::JobContext &job,
                                             hydra::Result<hydra::FetchedFile> &fetched)
{
    fetched = hydra::fetchFileByCurl(request, settings, job);
}

extern "C" Q_DECL_EXPORT void hydraFetchText(const hydra::FetchRequest &request,
                                             const hydra::FetchSettings &settings,
                                             const hydra::JobContext &job,
                                             hydra::Result<QByteArray> &fetched)
{
    fetched = hydra::fetchTextByCurl(request, settings, job);
}
