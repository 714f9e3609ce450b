// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "process/command.h"

namespace hydra {

/// As findProgram, and also in /usr/sbin and /sbin, which an ordinary user's PATH lacks on Debian.
[[nodiscard]] Result<QString> findSystemProgram(const QString &name);

/// COMMAND with the program's full path, if it is found, and with these directories in its PATH.
[[nodiscard]] Command withSystemPath(Command command);

} // namespace hydra
