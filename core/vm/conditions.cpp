// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/conditions.h"

#include <algorithm>
#include <array>

namespace hydra {
namespace {

const std::array<std::pair<Condition, QString>, 5> &names()
{
    static const std::array<std::pair<Condition, QString>, 5> table = {{
        {Condition::Boot, QStringLiteral("boot")},
        {Condition::Ssh, QStringLiteral("ssh")},
        {Condition::CloudInit, QStringLiteral("cloud-init")},
        {Condition::Containerd, QStringLiteral("containerd")},
        {Condition::Cri, QStringLiteral("cri")},
    }};
    return table;
}

bool passed(Phase phase, const VmStatus &status)
{
    return std::any_of(status.phases.begin(), status.phases.end(),
                       [phase](const PhaseTime &time) { return time.phase == phase; });
}

} // namespace

std::optional<Condition> conditionFromString(const QString &text)
{
    for (const auto &[condition, name] : names())
        if (name == text)
            return condition;
    return std::nullopt;
}

QString toString(Condition condition)
{
    for (const auto &[candidate, name] : names())
        if (candidate == condition)
            return name;
    return {};
}

// Phases may be reached out of order (ssh before cloud-init has finished), so each condition looks
// for its own phase, not for the latest. Only cri implies another, since it is asked through
// containerd's port. Neither holds while the runtime is lost.
bool holds(Condition condition, const VmStatus &status)
{
    if (status.state != VmState::Running && status.state != VmState::Paused)
        return false;
    switch (condition) {
    case Condition::Boot:
        return status.userSpace;
    case Condition::CloudInit:
        return status.cloudInitDone;
    case Condition::Ssh:
        return passed(Phase::Ssh, status);
    case Condition::Containerd:
        return !status.runtimeLostAtMs &&
               (passed(Phase::Containerd, status) || passed(Phase::Cri, status));
    case Condition::Cri:
        return !status.runtimeLostAtMs && passed(Phase::Cri, status);
    }
    return false;
}

bool isHopeless(const VmStatus &status)
{
    return hasEnded(status) || status.state == VmState::Stopping;
}

} // namespace hydra
