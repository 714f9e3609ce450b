// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace hydra {

/// One aspect of the machine that was checked, with the remedy. A value; texts are for people.
struct Finding {
    enum class State {
        Ok,
        Attention, ///< works, but slower or with fewer features than possible
        Problem,   ///< something does not work until it is fixed
        NotHere    ///< this machine cannot have it, which is no fault
    };
    QString id; ///< stable, lower case: kvm, disk-state
    QString title;
    State state = State::Ok;
    QString words;   ///< what was found
    QString fix;     ///< what to do; empty only for Ok
    QString command; ///< a shell command that applies the fix; may be empty
    QString details; ///< raw output of a tool; may be empty
    bool operator==(const Finding &) const = default;
};

[[nodiscard]] QString toString(Finding::State state); ///< ok, attention, problem, not-here
[[nodiscard]] QJsonObject toJson(const Finding &finding);

} // namespace hydra
