// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/firmware.h"
#include "core/image/store.h"
#include "core/vm/launch_plan.h"

#include <map>

namespace hydra {

/// What the format "shell" needs for one VM, besides its VmSpec.
struct ShellGuest {
    std::vector<PlannedPort> ports;   ///< all with a host port
    QByteArray seed;                  ///< an ISO image; empty: the VM has none
    std::optional<StoredImage> image; ///< as stored on this machine; empty: it is not
};

/// What the format "shell" needs from this machine. A plain value.
struct ShellGuests {
    QString arch;                          ///< x86_64, aarch64
    std::optional<FirmwareFiles> firmware; ///< this machine's own
    QByteArray labKey;                     ///< the lab's private SSH key; only with secrets
    std::map<QString, ShellGuest> vms;     ///< by name
};

} // namespace hydra
