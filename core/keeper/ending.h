// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "process/process.h"
#include "vm/vm_state.h"

#include <optional>

namespace hydra {

/// Everything known of how a QEMU ended.
struct EndFacts {
    std::optional<ProcessExit> exit; ///< nothing: it was adopted, so nobody could wait for it
    QString shutdownReason;          ///< of QMP's SHUTDOWN event; empty: none came
    bool killAsked = false;          ///< by a client of ours
    bool powerdownAsked = false;
    QString lastWords;               ///< of QEMU's stderr
};

struct Ending {
    VmState state = VmState::Crashed; ///< Stopped or Crashed
    QString reason;
    bool operator==(const Ending &) const = default;
};

/// The verdict, in words for people. Pure.
[[nodiscard]] Ending judgeEnd(const EndFacts &facts);

/// The line of QEMU's stderr that says most: the last error, else the last line.
[[nodiscard]] QString lastWords(const QByteArray &stderrText);

} // namespace hydra
