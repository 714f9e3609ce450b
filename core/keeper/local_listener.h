// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QString>

class QLocalServer;

namespace hydra {

/// Makes SERVER listen on a unix socket of mode 0600 at PATH, in place of a stale one. Only for who
/// holds the VM's lock: whoever listened there before is dead.
[[nodiscard]] Result<void> listenPrivately(QLocalServer &server, const QString &path);

} // namespace hydra
