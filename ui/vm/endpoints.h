// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/vm_state.h"

namespace hydra::ui {

/// Where a VM can be reached, as people write it.
struct EndpointRow {
    QString name;    ///< SSH, containerd (CRI), the extra port's name
    QString address; ///< ssh -p 5556 hydra@127.0.0.1, tcp://…, http://… → 8000
    QString copy;    ///< what "Copy" puts on the clipboard
    QString url;     ///< for "Open"; empty: not a thing a browser opens
    bool open = false; ///< to the network, not to this machine only
};
/// Pure. Ports that are not chosen yet or are off are left out.
[[nodiscard]] std::vector<EndpointRow> endpointRows(const VmStatus &status, const QString &username);

} // namespace hydra::ui
