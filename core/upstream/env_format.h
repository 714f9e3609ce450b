// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// `--from env`: converts an env file or a script (env_text.h) to a lab of one VM. Pure.
[[nodiscard]] Result<Imported> importEnvText(const ImportRequest &request);
/// `--to env`: a bash script that sets what differs from upstream's defaults and execs
/// ./start-vm.sh. Pure.
[[nodiscard]] Result<Exported> exportEnvScript(const ExportRequest &request);

} // namespace hydra
