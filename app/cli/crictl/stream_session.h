// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"

#include <QUrl>

namespace CLI {
class App;
}

namespace hydra::cli {

/// Adds crictl's option -r. It makes no difference: streams are WebSocket, which every containerd
/// speaks that speaks SPDY.
void addTransport(CLI::App &command);

/// Connects this program's stdin, stdout and terminal to a stream of exec or attach until it ends,
/// and returns the command's exit code. With TTY the terminal is in raw mode, size changes are
/// forwarded, Ctrl-D sends end of input, and Ctrl-P Ctrl-Q detaches.
[[nodiscard]] Result<int> runStream(Session &session, const QUrl &url, bool tty, bool input);

/// The same for several at once, without input: their outputs come as they do. The results are in
/// the order of URLS.
[[nodiscard]] std::vector<Result<int>> runStreams(Session &session, const std::vector<QUrl> &urls);

} // namespace hydra::cli
