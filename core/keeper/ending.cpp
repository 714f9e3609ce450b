// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/keeper/ending.h"

namespace hydra {
namespace {

QString withWords(const QString &reason, const EndFacts &facts)
{
    return facts.lastWords.isEmpty() ? reason : reason + QStringLiteral(": ") + facts.lastWords;
}

Ending judgeShutdown(const EndFacts &facts)
{
    const QString &reason = facts.shutdownReason;
    if (reason == u"guest-shutdown")
        return {VmState::Stopped, facts.powerdownAsked ? QStringLiteral("shut down by request")
                                                       : QStringLiteral("the guest shut down")};
    if (reason == u"guest-reset")
        return {VmState::Stopped, QStringLiteral("the guest restarted, which ends this VM")};
    if (reason == u"guest-panic")
        return {VmState::Crashed, QStringLiteral("the guest's kernel panicked")};
    if (reason == u"host-qmp-quit")
        return {VmState::Stopped, QStringLiteral("QEMU was told to quit")};
    if (reason == u"host-signal")
        return {VmState::Crashed, QStringLiteral("QEMU was ended by a signal from outside")};
    return {VmState::Crashed, withWords(QStringLiteral("QEMU ended (%1)").arg(reason), facts)};
}

} // namespace

Ending judgeEnd(const EndFacts &facts)
{
    if (facts.killAsked)
        return {VmState::Stopped, QStringLiteral("killed")};
    if (facts.exit && !facts.exit->started)
        return {VmState::Crashed,
                QStringLiteral("QEMU could not be started: ") + facts.exit->error};
    if (facts.exit && (facts.exit->signal != 0 || facts.exit->code != 0))
        return {VmState::Crashed,
                withWords(QStringLiteral("QEMU ") + facts.exit->describe(), facts)};
    if (!facts.shutdownReason.isEmpty())
        return judgeShutdown(facts);
    return {VmState::Crashed,
            withWords(facts.exit ? QStringLiteral("QEMU ended without being asked")
                                 : QStringLiteral("QEMU ended, exit code unknown"),
                      facts)};
}

namespace {

bool brokeBeforeUserSpace(const RunEnd &end)
{
    const std::optional<ProcessExit> &exit = end.facts.exit;
    return !end.givenUpFor.isEmpty() ||
           (exit && (exit->signal != 0 || exit->code != 0) && !end.sawUserSpace);
}

AfterRun finishedBecause(const QString &reason)
{
    return {.ending = {VmState::Crashed, reason}};
}

// An emulated kernel with several CPUs now and then panics for a race while it patches itself, and
// boots well the next time (Debian's 6.12 with QEMU 7.2: "Oops: int3").
AfterRun judgeBrokenStart(const RunEnd &end, const QString &why)
{
    const bool neverRan = end.wasAdopted && !end.hadBegun;
    if (end.wasForking && neverRan) // and we may not start it anew
        return finishedBecause(why);
    if (end.wasForking)
        return {.step = AfterRun::Step::NextAttempt,
                .warning =
                    QStringLiteral("it starts cold, for the frozen guest did not go on: ") + why};
    if (!end.wasAccelerated && end.sawPanic && !end.wasRepeated)
        return {.step = AfterRun::Step::SameAttempt,
                .warning = QStringLiteral("it is started once more: ") + why};
    if (!end.wasAccelerated)
        return finishedBecause(why);
    AfterRun after =
        finishedBecause(QStringLiteral("%1 does not work here: %2").arg(end.accelerator, why));
    after.leftAccelerator = QStringLiteral("%1 was left before the guest reached user space: %2")
                                .arg(end.accelerator, why);
    if (!end.wasLastAttempt)
        after.step = AfterRun::Step::NextAttempt;
    return after;
}

} // namespace

// A QEMU that was found and had never run was left by a keeper that died before `cont`.
AfterRun judgeRun(const RunEnd &end, bool mayStart)
{
    const bool neverRan = end.wasAdopted && !end.hadBegun;
    if (!end.endedFor.isEmpty() && !end.facts.killAsked)
        return finishedBecause(end.endedFor);
    if (neverRan && !end.facts.killAsked && mayStart)
        return {.step = AfterRun::Step::StartFresh};
    const bool wasAsked = end.facts.killAsked || end.facts.powerdownAsked;
    if (wasAsked || !brokeBeforeUserSpace(end))
        return {.ending = judgeEnd(end.facts)};
    return judgeBrokenStart(end,
                            end.givenUpFor.isEmpty() ? judgeEnd(end.facts).reason : end.givenUpFor);
}

} // namespace hydra
