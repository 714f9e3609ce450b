// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// VALUE escaped for one of QEMU's comma-separated options: commas are doubled.
[[nodiscard]] QString quoteOption(const QString &value);

} // namespace hydra
