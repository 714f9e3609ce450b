// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/command.h"
#include "core/process/find_program.h"

namespace hydra {

/// Like findProgram, but also searches /usr/sbin and /sbin, which an ordinary user's PATH lacks on
/// Debian.
[[nodiscard]] Result<QString> findSystemProgram(const QString &name);

/// COMMAND with its program's full path if found, and with these directories added to its PATH.
[[nodiscard]] Command withSystemPath(Command command);

} // namespace hydra
