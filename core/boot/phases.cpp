// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/phases.h"

#include "core/boot/provisioning_events.h"

#include <QDateTime>

#include <algorithm>

namespace hydra {
namespace {

bool isReady(const VmStatus &status, const LaunchPlan &plan)
{
    return status.userSpace && !status.runtimeLostAtMs &&
           hasReachedExpected(status, plan, Phase::Cri);
}

/// The furthest phase reached; while containerd is lost, only phases before it count.
Phase furthest(const VmStatus &status)
{
    Phase phase = Phase::None;
    for (const PhaseTime &time : status.phases) {
        if (!status.runtimeLostAtMs || time.phase < Phase::Containerd)
            phase = std::max(phase, time.phase);
    }
    return phase;
}

QString lostWords(qint64 atMs)
{
    return QStringLiteral("containerd has not answered since %1")
        .arg(QDateTime::fromMSecsSinceEpoch(atMs).toString(QStringLiteral("HH:mm:ss")));
}

void note(VmStatus &status, Phase phase, qint64 nowMs)
{
    if (wasReached(status, phase))
        return;
    status.phases.push_back({phase, nowMs});
    status.phase = furthest(status);
}

void settle(VmStatus &status, const LaunchPlan &plan, qint64 nowMs)
{
    if (isReady(status, plan))
        note(status, Phase::Ready, nowMs);
}

} // namespace

bool hasReachedExpected(const VmStatus &status, const LaunchPlan &plan, Phase runtime)
{
    return (!plan.expectCloudInit || status.cloudInitDone) &&
           (!plan.expectSsh || wasReached(status, Phase::Ssh)) &&
           (!plan.expectContainerd || wasReached(status, runtime));
}

bool wasReached(const VmStatus &status, Phase phase)
{
    return std::any_of(status.phases.begin(), status.phases.end(),
                       [phase](const PhaseTime &time) { return time.phase == phase; });
}

void beginBoot(VmStatus &status)
{
    status.bootId = randomId();
    ++status.boot;
    status.phase = Phase::None;
    status.phases.clear();
    status.userSpace = false;
    status.cloudInitDone = false;
    noteReboot(status.provisioning);
    if (status.runtimeLostAtMs && status.reason == runningReason(status))
        status.reason.clear();
    status.runtimeLostAtMs.reset();
}

void reachPhase(VmStatus &status, const LaunchPlan &plan, Phase phase, qint64 nowMs)
{
    note(status, phase, nowMs);
    if (phase > Phase::Kernel)
        status.userSpace = true;
    if (phase == Phase::Cri)
        note(status, Phase::Containerd, nowMs);
    settle(status, plan, nowMs);
}

void reachUserSpace(VmStatus &status, const LaunchPlan &plan, qint64 nowMs)
{
    status.userSpace = true;
    settle(status, plan, nowMs);
}

void finishCloudInit(VmStatus &status, const LaunchPlan &plan, qint64 nowMs)
{
    status.cloudInitDone = true;
    reachPhase(status, plan, Phase::CloudInit, nowMs);
}

void loseRuntime(VmStatus &status, qint64 nowMs)
{
    if (status.runtimeLostAtMs)
        return;
    status.runtimeLostAtMs = nowMs;
    status.phase = furthest(status);
    if (status.reason.isEmpty()) // else that explains it, such as a panic
        status.reason = lostWords(nowMs);
}

QString runningReason(const VmStatus &status)
{
    return status.runtimeLostAtMs ? lostWords(*status.runtimeLostAtMs) : QString();
}

void regainRuntime(VmStatus &status, const LaunchPlan &plan, qint64 nowMs)
{
    if (!status.runtimeLostAtMs)
        return;
    if (status.reason == runningReason(status))
        status.reason.clear();
    status.runtimeLostAtMs.reset();
    status.phase = furthest(status);
    settle(status, plan, nowMs);
}

void applySigns(VmStatus &status, const LaunchPlan &plan, const SerialSigns &signs, qint64 nowMs)
{
    if (signs.kernel)
        reachPhase(status, plan, Phase::Kernel, nowMs);
    if (signs.userSpace)
        reachUserSpace(status, plan, nowMs);
    if (signs.cloudInit)
        reachPhase(status, plan, Phase::CloudInit, nowMs);
    if (signs.cloudInitDone)
        finishCloudInit(status, plan, nowMs);
}

} // namespace hydra
