// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

namespace hydra {

/// The addresses of a guest's card in the user network, defaults filled in. Pure.
struct GuestNetwork {
    QString address; ///< with its prefix length
    QString gateway;
    QStringList servers; ///< that resolve names
    QStringList search;
};
[[nodiscard]] GuestNetwork guestNetwork(const VmSpec &vm);

/// The VM's name for itself.
[[nodiscard]] QString guestHostname(const VmSpec &vm);

} // namespace hydra
