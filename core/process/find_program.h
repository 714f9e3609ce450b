// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace hydra {

/// The program's full path: itself if absolute, else from PATH; NotFound otherwise.
[[nodiscard]] Result<QString> findProgram(const QString &name);
/// A program of ours: beside this one, else from PATH. VARIABLE of the environment names another.
[[nodiscard]] Result<QString> findOwnProgram(const QString &name, const char *variable);

} // namespace hydra
