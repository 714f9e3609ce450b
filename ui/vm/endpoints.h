// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/vm_state.h"

namespace hydra::ui {

/// An address of a VM, in the usual notation.
struct EndpointRow {
    QString name;      ///< SSH, containerd (CRI), the extra port's name
    QString address;   ///< ssh -p 5556 hydra@127.0.0.1, tcp://…, http://… → 8000
    QString copy;      ///< the text for the clipboard
    QString url;       ///< for "Open"; empty: nothing for a browser
    bool open = false; ///< reachable from the network, not only from this host
};
/// Pure. Skips ports that are off or have no number yet.
[[nodiscard]] std::vector<EndpointRow> endpointRows(const VmStatus &status,
                                                    const QString &username);

} // namespace hydra::ui
