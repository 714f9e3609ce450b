// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/system_failure.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

/// RAII handles for libarchive's objects; for .cpp files only.
namespace hydra {

struct FreeArchiveWriter {
    void operator()(archive *a) const { archive_write_free(a); }
};
struct FreeArchiveReader {
    void operator()(archive *a) const { archive_read_free(a); }
};
struct FreeArchiveEntry {
    void operator()(archive_entry *e) const { archive_entry_free(e); }
};
using ArchiveWriter = std::unique_ptr<archive, FreeArchiveWriter>;
using ArchiveReader = std::unique_ptr<archive, FreeArchiveReader>;
using ArchiveEntry = std::unique_ptr<archive_entry, FreeArchiveEntry>;

/// The Error with libarchive's message.
[[nodiscard]] inline tl::unexpected<Error> archiveFailure(archive *a, const QString &where)
{
    const char *words = archive_error_string(a);
    if (const int code = archive_errno(a); code == ENOSPC || code == EDQUOT)
        return systemFailure(
            QStringLiteral("cannot handle the archive: %1")
                .arg(QString::fromUtf8(words != nullptr ? words : "out of memory")),
            where, code);
    return fail(ErrorCode::Failed,
                QStringLiteral("cannot handle the archive: %1")
                    .arg(QString::fromUtf8(words != nullptr ? words : "out of memory")),
                where);
}

} // namespace hydra
