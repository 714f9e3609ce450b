// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Paths on the exporting machine, for formats that contain them. A value.
struct ExportPlaces {
    QString hydractl; ///< absolute path
    QString home;     ///< the user's
    QString labsDir;  ///< the directory for lab files
    bool operator==(const ExportPlaces &) const = default;
};

/// How long a service manager waits for `up --foreground` to shut its VMs down: longer than that
/// command itself does.
inline constexpr int stopSeconds = 90;

} // namespace hydra
