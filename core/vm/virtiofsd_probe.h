// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/cancel.h"
#include "core/vm/plan_input.h"

namespace hydra {

/// Parses the output of `virtiofsd --help`. Pure.
[[nodiscard]] VirtiofsdFacts virtiofsdFacts(const QString &program, const QByteArray &help);

/// Finds virtiofsd: NAMED, else where the distributions put it; nothing outside Linux. Runs it once
/// (a few milliseconds) to tell which implementation it is; blocks: worker threads, or a command
/// line.
[[nodiscard]] VirtiofsdFacts findVirtiofsd(const QString &named, const CancelToken &cancel = {});

} // namespace hydra
