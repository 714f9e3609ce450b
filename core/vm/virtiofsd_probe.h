// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "process/cancel.h"
#include "vm/backend.h"

namespace hydra {

/// What `virtiofsd --help` printed, as facts. Pure.
[[nodiscard]] VirtiofsdFacts virtiofsdFacts(const QString &program, const QByteArray &help);

/// Where the distributions put virtiofsd, unless NAMED; nothing outside Linux. Runs it once (a few
/// milliseconds) to see which one it is; blocks: worker threads, or a command line.
[[nodiscard]] VirtiofsdFacts findVirtiofsd(const QString &named, const CancelToken &cancel = {});

} // namespace hydra
