// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// Imports a lab file's text (WHAT in error messages) with its comments, and adds notes on what to
/// look at before starting it. Relative paths become absolute if the file they are relative to is
/// known. Pure.
[[nodiscard]] Result<Imported> importLabText(const ImportRequest &request, const QString &what);

} // namespace hydra
