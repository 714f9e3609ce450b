// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/phases.h"

#include <QJsonDocument>

#include <algorithm>

namespace hydra {
namespace {

bool isReady(const VmStatus &status, const LaunchPlan &plan)
{
    return status.userSpace && (!plan.expectCloudInit || status.cloudInitDone)
           && (!plan.expectSsh || wasReached(status, Phase::Ssh))
           && (!plan.expectContainerd || wasReached(status, Phase::Cri));
}

void note(VmStatus &status, Phase phase, qint64 nowMs)
{
    if (wasReached(status, phase))
        return;
    status.phases.push_back({phase, nowMs});
    status.phase = std::max(status.phase, phase);
}

void settle(VmStatus &status, const LaunchPlan &plan, qint64 nowMs)
{
    if (isReady(status, plan))
        note(status, Phase::Ready, nowMs);
}

} // namespace

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

std::optional<CloudInitEvent> parseCloudInitEvent(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    const QString name = json[QStringLiteral("name")].toString().replace(u'_', u'-');
    const QString type = json[QStringLiteral("event_type")].toString();
    if (name.isEmpty() || type.isEmpty())
        return std::nullopt;
    CloudInitEvent event;
    const bool finished = type == u"finish";
    event.done = finished && name == u"modules-final";
    if (finished && json[QStringLiteral("result")].toString() == u"FAIL")
        event.failure = QStringLiteral("cloud-init: %1 failed: %2")
                            .arg(name.left(100), json[QStringLiteral("description")].toString().left(200));
    return event;
}

} // namespace hydra
