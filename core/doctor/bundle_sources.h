// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/environment.h"
#include "core/lab/load.h"
#include "core/lab/redact.h"

namespace hydra {

/// A file as it is, with its secrets: must never leave this folder.
struct BundleSource {
    enum class Kind { Text, Yaml, Json };
    QString name;
    Kind kind = Kind::Text;
    QByteArray bytes;
    QString note;
};

/// The last LIMIT bytes of a file; if that leaves something out, they start at a line's beginning
/// and NOTE says so. Nothing when the file does not exist.
[[nodiscard]] std::optional<BundleSource>
readBundleSource(const QString &name, BundleSource::Kind kind, const QString &path, qint64 limit);

/// The files about the targets, most useful first. All their secrets that can be found are added to
/// REDACTOR. Small blocking reads.
[[nodiscard]] Result<std::vector<BundleSource>>
labSources(const Environment &environment, const std::vector<Target> &targets, Redactor &redactor);

/// Versions, environment variables, settings, activities and the programs' logs; their secrets are
/// added as well.
[[nodiscard]] std::vector<BundleSource> programSources(const Environment &environment,
                                                       Redactor &redactor);

} // namespace hydra
