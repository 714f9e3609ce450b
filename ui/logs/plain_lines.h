// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace hydra::ui {

/// BYTES without escape sequences and control characters, in lines; a carriage return starts a line anew.
/// Empty lines at the end are left out. Pure.
[[nodiscard]] QStringList plainLines(const QByteArray &bytes);

} // namespace hydra::ui
