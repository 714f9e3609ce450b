// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/firmware.h"
#include "image/store.h"
#include "vm/launch_plan.h"

#include <map>

namespace hydra {

/// One VM's share of what the format "shell" takes along, beside its VmSpec.
struct ShellGuest {
    std::vector<PlannedPort> ports; ///< all chosen
    QByteArray seed;                ///< an ISO image; empty: the VM has none
    std::optional<StoredImage> image; ///< as it is on this machine; empty: it is not
};

/// What the format "shell" takes from this machine. A plain value.
struct ShellGuests {
    QString arch; ///< x86_64, aarch64
    std::optional<FirmwareFiles> firmware; ///< this machine's own
    QByteArray labKey; ///< the lab's private SSH key; only when secrets go out
    std::map<QString, ShellGuest> vms; ///< by name
};

struct Environment;
struct ExportRequest;

/// Collects that for the chosen VMs of a request: reads keys, ports that were chosen and the store. With secrets,
/// a lab key that is missing is made. Blocks; worker threads.
[[nodiscard]] Result<ShellGuests> gatherShellGuests(const Environment &environment, const ExportRequest &request);

} // namespace hydra
