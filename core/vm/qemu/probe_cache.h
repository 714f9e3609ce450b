// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace hydra {

/// A file that caches facts about this host's programs, so that they are probed only once. Any
/// thread. A file that cannot be read or has another version counts as empty.
[[nodiscard]] QJsonObject readProbeCache(const QString &file, int version);
/// Failing to write it is only a warning in the log: the next start probes again.
void writeProbeCache(const QString &file, const QJsonObject &cache);

} // namespace hydra
