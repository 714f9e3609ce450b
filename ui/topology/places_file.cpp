// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/places_file.h"

#include "core/base/atomic_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace hydra::ui {
namespace {

constexpr qint64 kMostBytes = 1 << 20;
constexpr double kFarthest = 100000; ///< no picture is as large

QString placesFile(const Paths &paths, const QString &lab)
{
    return paths.labState(lab) + QStringLiteral("/topology.json");
}

} // namespace

TopologyPlaces readPlaces(const Paths &paths, const QString &lab)
{
    const auto text = readFile(placesFile(paths, lab), kMostBytes);
    const QJsonObject boxes =
        QJsonDocument::fromJson(text.value_or(QByteArray()))[QStringLiteral("boxes")].toObject();
    TopologyPlaces places;
    for (auto box = boxes.begin(); box != boxes.end(); ++box) {
        const QPointF place(box.value()[0].toDouble(-1), box.value()[1].toDouble(-1));
        if (place.x() >= 0 && place.y() >= 0 && place.x() < kFarthest && place.y() < kFarthest)
            places[box.key()] = place;
    }
    return places;
}

Result<void> writePlaces(const Paths &paths, const QString &lab, const TopologyPlaces &places)
{
    const QString file = placesFile(paths, lab);
    if (places.isEmpty()) {
        if (!QFile::exists(file) || QFile::remove(file))
            return {};
        return fail(ErrorCode::Failed, QStringLiteral("cannot be removed"), file);
    }
    for (const QString &dir : {paths.stateDir, paths.labState(lab)}) {
        if (auto made = makePrivateDir(dir); !made)
            return made;
    }
    QJsonObject boxes;
    for (auto place = places.begin(); place != places.end(); ++place)
        boxes[place.key()] = QJsonArray{place->x(), place->y()};
    return writeFileAtomically(
        file, QJsonDocument(QJsonObject{{QStringLiteral("boxes"), boxes}}).toJson());
}

} // namespace hydra::ui
