// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/facts.h"

#include "core/vm/qemu/choices.h"

namespace hydra {
namespace {

using State = Finding::State;

QString needsAppleSilicon()
{
    return QStringLiteral(
        "needs macOS 14 on Apple silicon. You can still configure and export it here.");
}

Finding qemu(const DoctorFacts &facts)
{
    const bool arm = isArm(facts.host);
    Finding finding{QStringLiteral("qemu"), QStringLiteral("QEMU"), State::Problem};
    finding.command = installCommand(
        facts.packageSystem,
        {arm ? QStringLiteral("qemu-system-arm") : QStringLiteral("qemu-system-x86"),
         arm ? QStringLiteral("qemu-system-aarch64-core") : QStringLiteral("qemu-system-x86-core"),
         QStringLiteral("qemu")});
    finding.fix = QStringLiteral("Install QEMU.");
    const QemuFacts &qemu = facts.host.qemu;
    if (!facts.host.qemuReason.isEmpty()) {
        finding.words = QStringLiteral("cannot be used.");
        finding.fix =
            QStringLiteral("Install QEMU again, or correct the setting `qemu` or $HYDRA_QEMU.");
        finding.details = facts.host.qemuReason;
    } else if (qemu.program.isEmpty()) {
        finding.words =
            QStringLiteral("qemu-system-%1 is not installed. Nothing can be started without it.")
                .arg(facts.host.arch);
    } else if (!has(qemu, QemuFeature::Minimum)) {
        finding.words =
            QStringLiteral("%1 is version %2, too old.").arg(qemu.program, qemu.version);
        finding.fix = QStringLiteral("Install %1 or newer.").arg(requirement(QemuFeature::Minimum));
    } else if (!qemu.userNetwork) {
        finding.words = QStringLiteral("%1 was built without libslirp, so VMs get no network.")
                            .arg(qemu.program);
        finding.fix = QStringLiteral("Install a QEMU that has the user network.");
    } else {
        return {finding.id, finding.title, State::Ok,
                QStringLiteral("%1 at %2.").arg(qemu.version, qemu.program)};
    }
    return finding;
}

Finding qemuImg(const DoctorFacts &facts)
{
    const QString id = QStringLiteral("qemu-img");
    if (facts.qemuImg)
        return {id, id, State::Ok, QStringLiteral("is installed.")};
    return {
        id,
        id,
        State::Problem,
        QStringLiteral("%1 is not installed. Disks are made with it.")
            .arg(facts.host.programs.qemuImg),
        QStringLiteral("Install it."),
        installCommand(facts.packageSystem, {QStringLiteral("qemu-utils"),
                                             QStringLiteral("qemu-img"), QStringLiteral("qemu")})};
}

Finding firmware(const DoctorFacts &facts)
{
    const QString id = QStringLiteral("firmware"), title = QStringLiteral("UEFI firmware");
    if (facts.host.firmware)
        return {id, title, State::Ok, facts.host.firmware->code + u'.'};
    const bool arm = isArm(facts.host);
    return {id,
            title,
            State::Problem,
            QStringLiteral("was not found. VMs boot with it unless they say `firmware: none`."),
            QStringLiteral("Install it."),
            installCommand(facts.packageSystem,
                           {arm ? QStringLiteral("qemu-efi-aarch64") : QStringLiteral("ovmf"),
                            arm ? QStringLiteral("edk2-aarch64") : QStringLiteral("edk2-ovmf"),
                            QStringLiteral("qemu")})};
}

bool canRunKrunkit(const DoctorFacts &facts)
{
    return facts.host.os == u"macos" && isArm(facts.host) && facts.osMajor >= 14;
}

Finding krunkit(const DoctorFacts &facts)
{
    const QString id = QStringLiteral("krunkit");
    if (!canRunKrunkit(facts))
        return {id, id, State::NotHere, needsAppleSilicon(),
                QStringLiteral("Nothing to do: VMs run with QEMU here.")};
    if (facts.krunkit)
        return {id, id, State::Ok, QStringLiteral("is installed.")};
    return {id,
            id,
            State::Attention,
            QStringLiteral("is not installed. VMs with `backend: krunkit` need it."),
            QStringLiteral("Install it with Homebrew."),
            QStringLiteral("brew tap slp/krun && brew install krunkit")};
}

Finding gvproxy(const DoctorFacts &facts)
{
    const QString id = QStringLiteral("gvproxy");
    if (!canRunKrunkit(facts))
        return {id, id, State::NotHere, needsAppleSilicon(),
                QStringLiteral("Nothing to do: QEMU has a network of its own.")};
    if (facts.gvproxy)
        return {id, id, State::Ok, QStringLiteral("is installed.")};
    return {id,
            id,
            State::Attention,
            QStringLiteral("is not installed. It is the network of krunkit's VMs."),
            QStringLiteral("Install Podman, which brings it, or name it in the setting `gvproxy`."),
            QStringLiteral("brew install podman")};
}

Finding venus(const DoctorFacts &facts)
{
    const QString id = QStringLiteral("venus"), title = QStringLiteral("Vulkan in guests (Venus)");
    const QString nothing = QStringLiteral("Nothing to do: VMs without `gpu` do not miss it.");
    if (facts.host.os != u"linux")
        return {id, title, State::NotHere, QStringLiteral("is offered by QEMU on Linux only."),
                nothing};
    if (!has(facts.host.qemu, QemuFeature::Venus))
        return {id, title, State::NotHere,
                QStringLiteral("needs %1 or newer.").arg(requirement(QemuFeature::Venus)), nothing};
    if (!facts.renderNode)
        return {id, title, State::NotHere,
                QStringLiteral("needs a graphics card with a render node in /dev/dri."), nothing};
    return {id, title, State::Ok, QStringLiteral("QEMU and a render node are here.")};
}

Finding sme2()
{
    return {QStringLiteral("sme2"), QStringLiteral("SME2 in guests"), State::NotHere,
            QStringLiteral("is offered to guests by no backend of this version."),
            QStringLiteral("Nothing to do: guests run without it.")};
}

} // namespace

std::vector<Finding> hypervisorFindings(const DoctorFacts &facts)
{
    return {qemu(facts),    qemuImg(facts), firmware(facts), krunkit(facts),
            gvproxy(facts), venus(facts),   sme2()};
}

} // namespace hydra
