// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// A systemd user unit, hydra-LAB.service, that runs `hydractl up LABFILE --foreground`, and the
/// lab file, to be installed in %E/hydra/labs. systemd stops it with SIGTERM, on which that command
/// shuts the VMs down. Pure.
[[nodiscard]] Result<Exported> exportSystemd(const ExportRequest &request);

/// The same for launchd: an agent's property list (launchd.plist(5)), and the lab file, to be
/// installed in the directory of labs. Pure.
[[nodiscard]] Result<Exported> exportLaunchd(const ExportRequest &request);

} // namespace hydra
