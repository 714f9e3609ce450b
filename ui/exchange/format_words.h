// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra::ui {

/// What a format of exchange/formats.h is called where people choose one.
[[nodiscard]] QString formatTitle(const QString &format);

} // namespace hydra::ui
