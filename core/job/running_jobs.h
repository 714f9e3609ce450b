// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace hydra {

/// Whether a job's thread still works, also that of a job that was destroyed, which only cancels
/// it. Any thread.
[[nodiscard]] bool areJobsRunning();

/// The last thing a program's `main` does before it returns CODE. While a job's thread works,
/// returning would take away what that thread uses, so the program ends here, by std::_Exit, when
/// PATIENCE is over. Blocks until then, or until no job is left; returns only in that case.
void endWhileJobsRun(int code, std::chrono::milliseconds patience = {});

} // namespace hydra
