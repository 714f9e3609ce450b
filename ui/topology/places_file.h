// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "ui/topology/topology_layout.h"

namespace hydra::ui {

/// Where the user has put the boxes of a lab's picture: topology.json in the lab's state directory,
/// {"boxes": {ID: [X, Y]}}. A file that is missing or damaged has none. Blocks briefly.
[[nodiscard]] TopologyPlaces readPlaces(const Paths &paths, const QString &lab);
/// Replaces the file atomically; removes it when there are none.
[[nodiscard]] Result<void> writePlaces(const Paths &paths, const QString &lab,
                                       const TopologyPlaces &places);

} // namespace hydra::ui
