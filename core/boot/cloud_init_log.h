// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace hydra {

/// A module whose exception cloud-init logged.
struct FailedModule {
    QString module;    ///< with hyphens
    QString words;     ///< the exception's message, if it says something; else the warning before
    QString traceback; ///< Python's, as logged
    bool operator==(const FailedModule &) const = default;
};

/// What went wrong according to /var/log/cloud-init.log since the last boot in it.
struct CloudInitLog {
    std::vector<FailedModule> failures;
    QStringList warnings; ///< those that belong to no failed module; at most 5
    bool operator==(const CloudInitLog &) const = default;
};

/// Reads lines of that log, of which some may be missing between its records. Untrusted text; pure.
/// Source: the format of 05_logging.cfg, and _run_modules and logexc in 22.4 and 25.1: the warning
/// "Running module NAME (MODULE) failed", then the same as a debug record with the traceback.
[[nodiscard]] CloudInitLog readCloudInitLog(const QString &text);

} // namespace hydra
