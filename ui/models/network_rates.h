// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QString>

#include <chrono>
#include <optional>

class QJsonObject;

namespace hydra::ui {

/// What a VM's port on its lab's network has counted since the switch started: received from the
/// VM, sent to it. Drops by reason (core/network/drops.h); those that the switch answered itself
/// are none.
struct NetworkCounts {
    quint64 receivedBytes = 0;
    quint64 sentBytes = 0;
    QMap<QString, quint64> drops;
    bool operator==(const NetworkCounts &) const = default;

    [[nodiscard]] quint64 dropped() const;
};
/// Of the `counts` in the keeper's reply to `network`; nothing when there are none. Pure.
[[nodiscard]] std::optional<NetworkCounts> networkCountsIn(const QJsonObject &reply);

/// What goes over a VM's link now, in bits per second.
struct NetworkRates {
    double fromVm = 0;
    double toVm = 0;
    quint64 dropped = 0; ///< frames, since the switch started
    QMap<QString, quint64> drops;
    bool operator==(const NetworkRates &) const = default;
};
/// The rates between two counts. Counts of a new switch begin at 0 again. Pure.
[[nodiscard]] NetworkRates ratesBetween(const NetworkCounts &before, const NetworkCounts &after,
                                        std::chrono::milliseconds apart);

/// "1.2 Mbit/s", "300 kbit/s", "0". Pure.
[[nodiscard]] QString bitRateText(double bitsPerSecond);
/// The same in the unit that suits MOST: "0.3 Mbit/s"; bitRateIn without the unit. Pure.
[[nodiscard]] QString bitRateText(double bitsPerSecond, double most);
[[nodiscard]] QString bitRateIn(double bitsPerSecond, double most);

} // namespace hydra::ui
