// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"
#include "lab/environment.h"

#include <QJsonObject>

#include <vector>

namespace hydra {

/// One thing that was looked at, with its cure beside it. A value; words for people.
struct Finding {
    enum class State {
        Ok,
        Attention, ///< works, but slower or with less than it could
        Problem,   ///< something does not work until it is mended
        NotHere    ///< this machine cannot have it; nothing is wrong
    };
    QString id; ///< stable, lower case: kvm, disk-state
    QString title;
    State state = State::Ok;
    QString words;   ///< what is so
    QString fix;     ///< what to do; empty only for Ok
    QString command; ///< a shell command that does it; may be empty
    QString details; ///< raw text of a tool; may be empty
    bool operator==(const Finding &) const = default;
};

[[nodiscard]] QString toString(Finding::State state); ///< ok, attention, problem, not-here
[[nodiscard]] QJsonObject toJson(const Finding &finding);

/// Looks at this machine and at what Hydra keeps, always in the same order. Starts QEMU for a
/// moment when nobody has tried its acceleration since the machine was started. Takes some tenths
/// of a second, at worst about ten seconds: the work of a Job. What a cancelled one says is worth
/// nothing.
[[nodiscard]] std::vector<Finding> examineHost(const Environment &environment,
                                               const JobContext &job);

} // namespace hydra
