// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Where things are on the machine that exports, for formats that name them. A value.
struct ExportPlaces {
    QString hydractl; ///< absolute path
    QString home;     ///< the user's
    QString labsDir;  ///< where lab files belong
    bool operator==(const ExportPlaces &) const = default;
};

/// How long a service manager waits for `up --foreground` to shut its VMs down: longer than that does.
inline constexpr int stopSeconds = 90;

} // namespace hydra
