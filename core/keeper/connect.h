// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "process/spawn.h"

#include <QString>

namespace hydra {

/// A blocking stream connection to a unix socket (close-on-exec, no SIGPIPE needed: our programs ignore
/// it); not open when nobody listens there.
[[nodiscard]] OwnedFd connectTo(const QString &path);

} // namespace hydra
