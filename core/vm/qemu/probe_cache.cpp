// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/probe_cache.h"

#include "core/base/atomic_file.h"
#include "core/base/log.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace hydra {

QJsonObject readProbeCache(const QString &file, int version)
{
    const auto text = readFile(file, 1 << 20);
    const QJsonObject cache = text ? QJsonDocument::fromJson(*text).object() : QJsonObject();
    return cache[u"version"].toInt() == version ? cache
                                                : QJsonObject{{QStringLiteral("version"), version}};
}

void writeProbeCache(const QString &file, const QJsonObject &cache)
{
    const auto dir = makePrivateDir(QFileInfo(file).absolutePath());
    const auto written = dir ? writeFileAtomically(file, QJsonDocument(cache).toJson()) : dir;
    if (!written)
        logWarning("vm", formatError(written.error()));
}

} // namespace hydra
