// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace hydra {

/// crictl v1.37's lists, from CRI's replies in JSON (CriClient::call). Pure.

struct CrictlListOptions {
    qint64 nowNs = 0; ///< for ages
    bool noTrunc = false;
    bool digests = false; ///< images: a column DIGEST
    bool pinned = false;  ///< images: a column PINNED
    bool all = false;     ///< stats: those that use nothing, too
};

using CrictlRows = std::vector<QStringList>; ///< the first one is the header

/// Newest first, as ps and pods show containers and pods.
[[nodiscard]] QJsonArray newestFirst(const QJsonArray &items);
/// Statistics by the id of what they are of.
[[nodiscard]] QJsonArray statsById(const QJsonArray &stats);
/// By first tag, else first digest, else id.
[[nodiscard]] QJsonArray byFirstTag(const QJsonArray &images);

[[nodiscard]] CrictlRows containerRows(const QJsonArray &containers,
                                       const CrictlListOptions &options);
[[nodiscard]] CrictlRows podRows(const QJsonArray &pods, const CrictlListOptions &options);
[[nodiscard]] CrictlRows imageRows(const QJsonArray &images, const CrictlListOptions &options);

/// CPU use between two replies of ListContainerStats; empty, when a container's second sample has
/// the first one's time, with its id in STUCK.
[[nodiscard]] CrictlRows containerStatsRows(const QJsonArray &before, const QJsonArray &now,
                                            const CrictlListOptions &options, QString *stuck);
[[nodiscard]] CrictlRows podStatsRows(const QJsonArray &before, const QJsonArray &now,
                                      const CrictlListOptions &options, QString *stuck);

/// The blocks of `ps -v`, `pods -v`, `images -v`.
[[nodiscard]] QString containerBlocks(const QJsonArray &containers,
                                      const CrictlListOptions &options);
[[nodiscard]] QString podBlocks(const QJsonArray &pods, const CrictlListOptions &options);
[[nodiscard]] QString imageBlocks(const QJsonArray &images, const CrictlListOptions &options);

/// What `inspect -o table`, `inspectp -o table` and `inspecti -o table` print of a status reply.
[[nodiscard]] QString containerDetails(const QJsonObject &reply, qint64 nowNs, bool withInfo);
[[nodiscard]] QString podDetails(const QJsonObject &reply, qint64 nowNs, bool withInfo);
[[nodiscard]] QString imageDetails(const QJsonObject &reply, qint64 nowNs, bool withInfo);
/// What `imagefsinfo -o table` prints.
[[nodiscard]] QString imageFsDetails(const QJsonObject &reply);

/// What `inspect`, `inspectp` and `inspecti` print of a verbose status reply: its status, and
/// info's keys; times that crictl makes readable are, values of info that are JSON are values.
[[nodiscard]] QJsonObject inspectValue(const QJsonObject &reply, bool withInfo);
/// What `info` prints of a verbose Status reply.
[[nodiscard]] QJsonObject infoValue(const QJsonObject &reply, bool withInfo);

} // namespace hydra
