// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/lab/load.h"

#include <functional>
#include <string>

namespace hydra::cli {

/// The options of an import or an export.
struct ExchangeOptions {
    std::string subject; ///< the lab to export, or the file to import
    std::string format;
    std::string output;
    bool withSecrets = false;
};

/// The output for stdout, and notes for people.
struct ExchangeOutcome {
    QString output;
    QStringList notes;
};
using ExchangeDone = std::function<void(const Result<ExchangeOutcome> &)>;

struct ExportWish {
    QString format;
    QString output; ///< "-": stdout
    bool withSecrets = false;
    QString hydraVersion;
};

struct ImportWish {
    QString format;
    QString source; ///< "-": stdin; empty: this process's environment
    QString output; ///< "-": stdout
};

/// The work of export and import, bundles included. Blocks: the work of a Job.
[[nodiscard]] Result<ExchangeOutcome> runExport(const Environment &environment,
                                                const LoadedTarget &target, const ExportWish &wish,
                                                const JobContext &job);
[[nodiscard]] Result<ExchangeOutcome> runImport(const Environment &environment,
                                                const ImportWish &wish, const JobContext &job);

} // namespace hydra::cli
