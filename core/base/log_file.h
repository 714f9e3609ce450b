// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"

namespace hydra {

struct LogFileOptions {
    QString path;
    qint64 maxBytes = 1 << 20; ///< of one file, which then becomes NAME.1.log, and that NAME.2.log
    int oldFiles = 2;
};

/// A sink that appends records to a file (0600, its directory 0700), with their times (UTC) and our
/// pid. Opens it with the first record. Never fails: a record that cannot be written, because the
/// disk is full or the directory read-only, is lost. Several programs may write to the same file.
[[nodiscard]] LogSink logFileSink(const LogFileOptions &options);

} // namespace hydra
