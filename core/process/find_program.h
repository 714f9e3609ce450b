// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace hydra {

/// The program's full path: itself if absolute, else from PATH; NotFound otherwise.
[[nodiscard]] Result<QString> findProgram(const QString &name);

} // namespace hydra
