// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra::ui {

/// What the window counts.
enum class Counted {
    Conflict,
    Container,
    Core,
    Entry,
    Environment,
    File,
    Finding,
    LabFile,
    Line,
    Note,
    Peer,
    Pod,
    Port,
    Problem,
    RunningEnvironment,
    Share,
    Snapshot,
};

/// "1 core", "3 cores": a translation has as many forms as its language. Any thread.
[[nodiscard]] QString counted(qint64 count, Counted what);

} // namespace hydra::ui
