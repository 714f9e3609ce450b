// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/formats.h"

namespace hydra {

/// Upstream's vm-config.yaml for many VMs on one network. A lab file is a superset of it. Both are pure.

/// `--from vm-config`: the text is kept with its comments. Invalid when it is no lab file.
[[nodiscard]] Result<Imported> importVmConfig(const ImportRequest &request);
/// `--to vm-config`: upstream's keys only; a line in the notes for each key that does not come back as it was.
[[nodiscard]] Result<Exported> exportVmConfig(const ExportRequest &request);

} // namespace hydra
