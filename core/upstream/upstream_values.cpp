// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/upstream_values.h"

namespace hydra {

std::optional<bool> upstreamFlag(const QString &value)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    return isNumber && number >= 0 ? std::optional(number > 0) : std::nullopt;
}

} // namespace hydra
