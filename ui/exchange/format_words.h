// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra::ui {

/// The title of a format of formats/formats.h in lists of choices.
[[nodiscard]] QString formatTitle(const QString &format);

} // namespace hydra::ui
