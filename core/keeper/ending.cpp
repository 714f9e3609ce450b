// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/ending.h"

#include <QStringList>

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
        return {VmState::Crashed, QStringLiteral("QEMU could not be started: ") + facts.exit->error};
    if (facts.exit && (facts.exit->signal != 0 || facts.exit->code != 0))
        return {VmState::Crashed, withWords(QStringLiteral("QEMU ") + facts.exit->describe(), facts)};
    if (!facts.shutdownReason.isEmpty())
        return judgeShutdown(facts);
    return {VmState::Crashed, withWords(facts.exit ? QStringLiteral("QEMU ended without being asked")
                                                   : QStringLiteral("QEMU ended, exit code unknown"),
                                        facts)};
}

QString lastWords(const QByteArray &stderrText)
{
    QString last;
    QString lastError;
    for (const QString &line : QString::fromUtf8(stderrText).split(u'\n', Qt::SkipEmptyParts)) {
        const QString text = line.trimmed().left(300);
        if (text.contains(QStringLiteral("error: ")))
            lastError = text;
        else if (!text.isEmpty() && !text.contains(QStringLiteral("warning: ")))
            last = text;
    }
    return lastError.isEmpty() ? last : lastError;
}

} // namespace hydra
