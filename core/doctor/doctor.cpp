// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/doctor.h"

#include "core/doctor/facts.h"

namespace hydra {

QString installCommand(const QString &packageSystem, const PackageNames &packages)
{
    if (packageSystem == u"apt" && !packages.apt.isEmpty())
        return QStringLiteral("sudo apt install ") + packages.apt;
    if (packageSystem == u"dnf" && !packages.dnf.isEmpty())
        return QStringLiteral("sudo dnf install ") + packages.dnf;
    if (packageSystem == u"brew" && !packages.brew.isEmpty())
        return QStringLiteral("brew install ") + packages.brew;
    return {};
}

std::vector<Finding> findingsOf(const DoctorFacts &facts)
{
    std::vector<Finding> all;
    for (const auto part : {&hypervisorFindings, &accelerationFindings, &machineFindings,
                            &networkFindings, &keptFindings}) {
        for (Finding &finding : part(facts))
            all.push_back(std::move(finding));
    }
    return all;
}

std::vector<Finding> examineHost(const Environment &environment, const JobContext &job)
{
    return findingsOf(gatherDoctorFacts(environment, job));
}

} // namespace hydra
