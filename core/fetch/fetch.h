// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/fetch/fetch_request.h"
#include "core/job/job.h"

#include <QByteArray>
#include <QStringList>

namespace hydra {

/// Downloads over HTTP by libcurl (in a module, loaded with the first download). Both block: the
/// work of a Job. Errors: NotFound (404, 410), Unavailable and TimedOut when no try helped,
/// Cancelled, else Failed; `where` is the address without its login.

/// Downloads into FILE.part and renames it when it is complete and has the digest that is asked
/// for. What has arrived stays there after a break, cancellation or kill, with FILE.part.json (what
/// the server said about it) beside it, and the next call asks for the rest only, if the server
/// still has the same file. A file with another digest is kept as FILE.wrong-checksum, and Failed.
/// Conflict while another program downloads to FILE.
[[nodiscard]] Result<FetchedFile> fetchFile(const FetchRequest &request,
                                            const FetchSettings &settings, const JobContext &job);

/// Downloads a small text of at most MOST bytes into memory.
[[nodiscard]] Result<QByteArray> fetchText(const QString &url, MemorySize most,
                                           const FetchLogin &login, const FetchSettings &settings,
                                           const JobContext &job);

/// Removes what `fetchFile` leaves beside FILE, and FILE itself.
void forgetDownload(const QString &file);

/// Removes all of DIRECTORY that `fetchFile` left, except for what it downloads at the moment;
/// returns the paths.
QStringList removeDownloads(const QString &directory);

} // namespace hydra
