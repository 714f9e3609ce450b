// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

class QLocalServer;

namespace hydra {

/// Makes SERVER listen on a unix socket at PATH (0600), replacing a stale one. Only for the holder
/// of the VM's lock, whose predecessor is dead.
[[nodiscard]] Result<void> listenPrivately(QLocalServer &server, const QString &path);

} // namespace hydra
