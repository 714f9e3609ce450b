// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// Upstream's vm-config.yaml for several VMs on one network; the lab file is a superset of it. Both
/// functions are pure.

/// `--from vm-config`: keeps the text with its comments. Invalid when it is no valid lab file.
[[nodiscard]] Result<Imported> importVmConfig(const ImportRequest &request);
/// `--to vm-config`: upstream's keys only; the notes have a line for each key that it cannot
/// restore.
[[nodiscard]] Result<Exported> exportVmConfig(const ExportRequest &request);

} // namespace hydra
