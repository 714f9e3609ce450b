// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/hypervisor.h"
#include "core/vm/vm_state.h"

namespace hydra {

struct Ending {
    VmState state = VmState::Crashed; ///< Stopped or Crashed
    QString reason;
    bool operator==(const Ending &) const = default;
};

/// The verdict, in words for people. Pure.
[[nodiscard]] Ending judgeEnd(const EndFacts &facts);

/// How a run ended, and what was known of it and decided about it before.
struct RunEnd {
    EndFacts facts;
    QString givenUpFor; ///< not empty: another attempt may be made
    QString endedFor;   ///< not empty: no other attempt is made
    bool wasAdopted = false;
    bool hadBegun = false;   ///< the guest was let run
    bool wasForking = false; ///< OwnedVm::isForking
    bool sawUserSpace = false;
    bool sawPanic = false; ///< the guest's kernel panicked
    QString accelerator;
    bool wasAccelerated = false; ///< by hardware
    bool wasLastAttempt = false;
    bool wasRepeated = false; ///< an attempt was already made a second time
};

/// What follows from the end of a run.
struct AfterRun {
    enum class Step {
        Finish, ///< the VM has ended, as ENDING says
        NextAttempt,
        SameAttempt, ///< once more
        StartFresh,  ///< with the first attempt: the run that was adopted had never begun
    };
    Step step = Step::Finish;
    Ending ending;
    QString leftAccelerator; ///< why the accelerator was left; for the log and the status
    QString warning;
};

/// MAY_START: the keeper may start a hypervisor, and not only adopt one. Pure.
[[nodiscard]] AfterRun judgeRun(const RunEnd &end, bool mayStart);

} // namespace hydra
