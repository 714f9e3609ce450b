// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/ports.h"

namespace hydra {

std::optional<PortHolder> portHolder(std::uint16_t, Protocol, const QString &)
{
    return std::nullopt; // needs root on macOS
}

std::optional<std::vector<Listener>> listeners(const QString &)
{
    return std::nullopt;
}

} // namespace hydra
