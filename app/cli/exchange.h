// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"
#include "lab/load.h"

#include <functional>
#include <string>

namespace hydra::cli {

/// What the command line said of an import or an export.
struct ExchangeOptions {
    std::string subject; ///< what is exported, the file that is imported
    std::string format;
    std::string output;
    bool withSecrets = false;
};

/// What goes to stdout and what is for people.
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

/// The work of both commands, bundles included. They block: the work of a Job.
[[nodiscard]] Result<ExchangeOutcome> runExport(const Environment &environment, const LoadedTarget &target, const ExportWish &wish, const JobContext &job);
[[nodiscard]] Result<ExchangeOutcome> runImport(const Environment &environment, const ImportWish &wish, const JobContext &job);

} // namespace hydra::cli
