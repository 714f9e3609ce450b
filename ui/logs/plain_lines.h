// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace hydra::ui {

/// BYTES as lines without escape sequences and control characters; text before a carriage return is
/// overwritten. Empty lines at the end are dropped. Pure.
[[nodiscard]] QStringList plainLines(const QByteArray &bytes);

} // namespace hydra::ui
