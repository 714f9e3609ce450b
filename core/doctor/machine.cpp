// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/facts.h"

#include "core/process/command.h"

namespace hydra {
namespace {

using State = Finding::State;

// A VM's disk grows while it runs; an image build needs some GiB at once.
constexpr MemorySize tooLittleDisk = MemorySize::mib(512);
constexpr MemorySize littleDisk = MemorySize::gib(4);

Finding memory(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("memory"), QStringLiteral("Memory"), State::Ok};
    const MemorySize total = facts.host.memory;
    const QString demo = facts.demoMemory.toDisplay();
    finding.words = QStringLiteral("%1, of which %2 are free; the demo takes %3.")
                        .arg(total.toDisplay(),
                             facts.freeMemory ? facts.freeMemory->toDisplay()
                                              : QStringLiteral("an unknown part"),
                             demo);
    if (total < facts.demoMemory) {
        finding.state = State::Problem;
        finding.words = QStringLiteral("%1 are less than the %2 that the demo's VM takes.")
                            .arg(total.toDisplay(), demo);
        finding.fix = QStringLiteral("Give VMs less, with `memory:` in the lab file.");
    } else if (facts.freeMemory && *facts.freeMemory < facts.demoMemory) {
        finding.state = State::Attention;
        finding.fix =
            QStringLiteral("Close something, or give VMs less with `memory:` in the lab file.");
    }
    return finding;
}

Finding disk(const QString &id, const QString &title, const QString &use, const DiskFact &fact)
{
    Finding finding{id, title, State::Ok,
                    QStringLiteral("%1 free in %2.").arg(fact.free.toDisplay(), fact.path)};
    if (!fact.writable) {
        finding.state = State::Problem;
        finding.words = QStringLiteral("%1 cannot be written. %2").arg(fact.path, use);
        finding.fix = QStringLiteral("Make it yours, or name another place in the XDG variables.");
    } else if (fact.free < littleDisk) {
        finding.state = fact.free < tooLittleDisk ? State::Problem : State::Attention;
        finding.words += u' ' + use;
        finding.fix = QStringLiteral(
            "Free some space: `hydractl delete` removes labs, `hydractl image remove` images.");
    }
    return finding;
}

Finding ssh(const DoctorFacts &facts)
{
    const QString id = QStringLiteral("ssh"), title = QStringLiteral("OpenSSH client");
    if (facts.ssh)
        return {id, title, State::Ok, QStringLiteral("is installed.")};
    return {id,
            title,
            State::Problem,
            QStringLiteral("ssh or ssh-keygen is missing. Every lab gets its keys from it."),
            QStringLiteral("Install it."),
            installCommand(facts.packageSystem,
                           {QStringLiteral("openssh-client"), QStringLiteral("openssh-clients"),
                            QStringLiteral("openssh")})};
}

QString debianPackages(const DoctorFacts &facts)
{
    QStringList packages;
    for (const auto &[program, package] : facts.missingBuildTools)
        packages << package;
    packages.removeDuplicates();
    return packages.join(u' ');
}

Finding imageBuild(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("image-build"), QStringLiteral("Image build (mmdebstrap)"),
                    State::Ok};
    if (facts.host.os != u"linux")
        return {finding.id, finding.title, State::NotHere, QStringLiteral("works on Linux only."),
                QStringLiteral("Build images on a Debian machine and copy them here.")};
    QStringList programs;
    for (const auto &[program, package] : facts.missingBuildTools)
        programs << program;
    finding.words = QStringLiteral("has all its tools.");
    if (programs.isEmpty())
        return finding;
    finding.state = State::Attention;
    finding.words =
        QStringLiteral("lacks %1. ").arg(programs.join(QStringLiteral(", "))) +
        (facts.images > 0
             ? QStringLiteral("Only new images need it; there is one already.")
             : QStringLiteral("There is no image yet, so the first start has to build one."));
    finding.fix = QStringLiteral("Install what is missing.");
    finding.command = installCommand(
        facts.packageSystem,
        {debianPackages(facts),
         QStringLiteral("mmdebstrap e2fsprogs mtools util-linux shadow-utils qemu-img")});
    return finding;
}

} // namespace

std::vector<Finding> machineFindings(const DoctorFacts &facts)
{
    return {memory(facts),
            disk(QStringLiteral("disk-state"), QStringLiteral("Space for VMs"),
                 QStringLiteral("VMs keep their disks there."), facts.stateDisk),
            disk(QStringLiteral("disk-images"), QStringLiteral("Space for images"),
                 QStringLiteral("Images are kept and built there."), facts.imageDisk),
            ssh(facts), imageBuild(facts)};
}

} // namespace hydra
