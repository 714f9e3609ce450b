// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>

namespace hydra::ui {

/// A line icon of resources/icons/icons.txt in a token's colour, at any size and scale; follows a
/// change of theme. THEME must outlive it.
[[nodiscard]] QIcon lineIcon(const Theme &theme, const QString &name, Token token = Token::Text);
[[nodiscard]] QStringList iconNames();

} // namespace hydra::ui
