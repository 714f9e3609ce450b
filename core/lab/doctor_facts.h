// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "host/limits.h"
#include "lab/doctor.h"
#include "vm/backend.h"
#include "vm/qemu/accelerator_probe.h"

#include <utility>
#include <vector>

namespace hydra {

/// What a VM's last start said of acceleration.
struct SeenStart {
    VmRef vm;
    QString accelerator; ///< in use at the end
    QString reason;      ///< why not the first choice
    bool userSpace = false;
    qint64 atMs = 0; ///< Unix time in milliseconds
};

/// A directory that grows with use.
struct DiskFact {
    QString path;
    MemorySize free;
    bool writable = true;
};

/// Everything the findings depend on: gathered at the edge, so that any machine can be judged
/// anywhere.
struct DoctorFacts {
    HostFacts host;
    int osMajor = 0;           ///< of macOS
    QString packageSystem;     ///< apt, dnf, brew
    bool kvmForbidden = false; ///< /dev/kvm is there, for others
    AcceleratorTrial trial;    ///< of the host's first accelerator
    std::vector<SeenStart> starts;
    bool qemuImg = true;
    bool ssh = true;
    bool krunkit = false;
    bool gvproxy = false;
    bool renderNode = false;                                    ///< a GPU's /dev/dri/renderD*
    std::vector<std::pair<QString, QString>> missingBuildTools; ///< program, Debian package
    std::optional<MemorySize> freeMemory;
    MemorySize demoMemory; ///< what the demo's VM takes
    DiskFact stateDisk;
    DiskFact imageDisk;
    QString portProblem; ///< why no port of 127.0.0.1 can be had
    std::optional<PortRange> outgoingPorts;
    std::vector<std::pair<QString, QString>> proxies; ///< variable and value, without credentials
    enum class Names { Found, Failed, Unknown } names = Names::Unknown;
    QString namesDetails;
    qsizetype images = 0;
    QStringList brokenImages; ///< paths of records
    qsizetype labs = 0;
    std::vector<Error> brokenLabs;
    QStringList orphanedLabs; ///< disposable or unfinished ones whose owner is gone
    std::optional<Error> settingsProblem;
};

/// Blocks; see examineHost.
[[nodiscard]] DoctorFacts gatherDoctorFacts(const Environment &environment, const JobContext &job);

/// Pure, as are its parts.
[[nodiscard]] std::vector<Finding> findingsOf(const DoctorFacts &facts);

/// A command that installs packages here; empty where PACKAGE has no name in this package system.
struct PackageNames {
    QString apt;
    QString dnf;
    QString brew;
};
[[nodiscard]] QString installCommand(const QString &packageSystem, const PackageNames &packages);

[[nodiscard]] std::vector<Finding> hypervisorFindings(const DoctorFacts &facts);
[[nodiscard]] std::vector<Finding> accelerationFindings(const DoctorFacts &facts);
[[nodiscard]] std::vector<Finding> machineFindings(const DoctorFacts &facts);
[[nodiscard]] std::vector<Finding> networkFindings(const DoctorFacts &facts);
[[nodiscard]] std::vector<Finding> keptFindings(const DoctorFacts &facts);

} // namespace hydra
