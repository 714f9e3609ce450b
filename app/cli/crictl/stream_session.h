// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session.h"

#include <QUrl>

namespace hydra::cli {

/// Joins this program's input, output and terminal to a stream of exec or attach, until it ends: the command's
/// exit code. With TTY the terminal is raw, its size is passed on, input's end is Ctrl-D, and Ctrl-P Ctrl-Q
/// leaves.
[[nodiscard]] Result<int> runStream(Session &session, const QUrl &url, bool tty, bool input);

} // namespace hydra::cli
