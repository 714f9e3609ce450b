// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/debug_bundle.h"
#include "lab/redact.h"

namespace hydra {

/// A file as it is, before its secrets are removed: never leaves this folder.
struct BundleSource {
    enum class Kind { Text, Yaml, Json };
    QString name;
    Kind kind = Kind::Text;
    QByteArray bytes;
    QString note;
};

/// The end of a file: at most LIMIT bytes, from a line's beginning when something was left out,
/// which NOTE then says. Nothing when there is no such file.
[[nodiscard]] std::optional<BundleSource>
readBundleSource(const QString &name, BundleSource::Kind kind, const QString &path, qint64 limit);

/// What there is to tell of the targets, most useful first, and every secret that can be found out
/// of them, put into REDACTOR. Small blocking reads.
[[nodiscard]] Result<std::vector<BundleSource>>
labSources(const Environment &environment, const std::vector<Target> &targets, Redactor &redactor);

/// Versions, environment variables, settings, activities; the same for their secrets.
[[nodiscard]] std::vector<BundleSource> programSources(const Environment &environment,
                                                       Redactor &redactor);

} // namespace hydra
