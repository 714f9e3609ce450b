// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/network/addresses.h"

#include <vector>

namespace hydra::net {

/// The IPv4 addresses that this machine has just now, sorted.
[[nodiscard]] std::vector<Ipv4> hostAddresses();

} // namespace hydra::net
