// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/facts.h"

namespace hydra {
namespace {

using State = Finding::State;

QString emulationInstead()
{
    return QStringLiteral(" Software emulation is used: slower, works.");
}

/// The latest start that shows whether guests run under ACCELERATOR; null when none does.
const SeenStart *lastWord(const DoctorFacts &facts, const QString &accelerator)
{
    const SeenStart *last = nullptr;
    for (const SeenStart &start : facts.starts) {
        const bool worked = start.accelerator == accelerator && start.userSpace;
        const bool left = start.reason.contains(accelerator + QStringLiteral(" was left")) ||
                          start.reason.contains(accelerator + QStringLiteral(" does not work"));
        if ((worked || left) && (last == nullptr || start.atMs > last->atMs))
            last = &start;
    }
    return last;
}

/// What REASON says about the guests, as half a sentence: "guests stop with an internal error".
QString howGuestsEnd(const QString &reason)
{
    if (reason.contains(u"internal-error") || reason.contains(u"internal error"))
        return QStringLiteral("guests stop with an internal error");
    if (reason.contains(u"SIGABRT") || reason.contains(u"signal 6"))
        return QStringLiteral("QEMU aborts when it starts a guest");
    if (reason.contains(u"silent") || reason.contains(u"nothing"))
        return QStringLiteral("guests stay silent");
    return QStringLiteral("guests do not start");
}

Finding broken(Finding finding, const QString &reason, const QString &details)
{
    finding.state = State::Attention;
    finding.words =
        QStringLiteral("is there, but %1.").arg(howGuestsEnd(reason)) + emulationInstead();
    finding.fix = QStringLiteral(
        "Nothing has to be done. To gain speed, update this machine's kernel and QEMU; "
        "if this machine is a VM itself, switch nested virtualisation on outside.");
    finding.details = details;
    return finding;
}

/// The device exists and may be opened; decides whether guests run with it.
Finding judgeGuests(Finding finding, const DoctorFacts &facts, const QString &accelerator)
{
    if (!facts.host.qemu.program.isEmpty() && !facts.host.qemu.accelerators.contains(accelerator)) {
        finding.state = State::Attention;
        finding.words =
            QStringLiteral("is there, but %1 was built without it.").arg(facts.host.qemu.program) +
            emulationInstead();
        finding.fix = QStringLiteral("Install a QEMU that has it.");
        return finding;
    }
    if (facts.trial.outcome == AcceleratorTrial::Outcome::Broken)
        return broken(finding, facts.trial.words,
                      (facts.trial.words + u'\n' + facts.trial.details).trimmed());
    const SeenStart *last = lastWord(facts, accelerator);
    if (last != nullptr && (last->accelerator != accelerator || !last->userSpace))
        return broken(finding, last->reason,
                      last->vm.toString() + QStringLiteral(": ") + last->reason);
    finding.words = last != nullptr
                        ? QStringLiteral("works: %1 ran with it.").arg(last->vm.toString())
                        : QStringLiteral("can be used.");
    if (last == nullptr && !facts.trial.words.isEmpty()) {
        finding.state = State::Attention;
        finding.words = QStringLiteral("is there, but %1.").arg(facts.trial.words);
        finding.fix = QStringLiteral("Look again when the machine is less busy. A start that fails "
                                     "with it goes on without.");
        finding.details = facts.trial.details;
    }
    return finding;
}

Finding kvm(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("kvm"), QStringLiteral("KVM"), State::Ok};
    if (facts.host.os != u"linux")
        return {finding.id, finding.title, State::NotHere, QStringLiteral("is only on Linux."),
                QStringLiteral("Nothing to do: macOS has HVF.")};
    if (facts.host.kvmUsable)
        return judgeGuests(finding, facts, QStringLiteral("kvm"));
    finding.state = State::Attention;
    finding.details = facts.host.kvmReason;
    if (facts.kvmForbidden) {
        finding.words =
            QStringLiteral("is there, but you may not use /dev/kvm.") + emulationInstead();
        finding.fix = QStringLiteral("Add yourself to the group kvm and log in again.");
        finding.command = QStringLiteral("sudo usermod -aG kvm $USER");
    } else {
        finding.words =
            QStringLiteral("is not there: this machine has no /dev/kvm that can be opened.") +
            emulationInstead();
        finding.fix = QStringLiteral(
            "Switch virtualisation on in the computer's firmware and load the module kvm_intel or "
            "kvm_amd; if this machine is a VM itself, switch nested virtualisation on outside.");
    }
    return finding;
}

Finding hvf(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("hvf"), QStringLiteral("HVF"), State::Ok};
    if (facts.host.os != u"macos")
        return {finding.id, finding.title, State::NotHere, QStringLiteral("is only on macOS."),
                QStringLiteral("Nothing to do: Linux has KVM.")};
    if (facts.host.hvfUsable)
        return judgeGuests(finding, facts, QStringLiteral("hvf"));
    finding.state = State::Attention;
    finding.words = QStringLiteral("is not there: this Mac has no Hypervisor.framework support.") +
                    emulationInstead();
    finding.fix = QStringLiteral("Nothing can be done on this Mac. If it is a VM itself, switch "
                                 "nested virtualisation on outside.");
    return finding;
}

} // namespace

std::vector<Finding> accelerationFindings(const DoctorFacts &facts)
{
    return {kvm(facts), hvf(facts)};
}

} // namespace hydra
