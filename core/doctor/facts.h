// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/doctor/finding.h"
#include "core/host/limits.h"
#include "core/job/job.h"
#include "core/lab/environment.h"
#include "core/vm/plan_input.h"
#include "core/vm/qemu/accelerator_probe.h"

#include <utility>
#include <vector>

namespace hydra {

/// What a VM's last start showed about acceleration.
struct SeenStart {
    VmRef vm;
    QString accelerator; ///< in use in the end
    QString reason;      ///< why it is not the first choice
    bool userSpace = false;
    qint64 atMs = 0; ///< Unix time in milliseconds
};

/// A directory that grows with use.
struct DiskFact {
    QString path;
    MemorySize free;
    bool writable = true;
};

/// Everything the findings depend on. Gathered separately, so that any machine can be judged in
/// tests.
struct DoctorFacts {
    HostFacts host;
    int osMajor = 0;           ///< of macOS
    QString packageSystem;     ///< apt, dnf, brew
    bool kvmForbidden = false; ///< /dev/kvm exists, but this user may not open it
    AcceleratorTrial trial;    ///< of the host's first accelerator
    std::vector<SeenStart> starts;
    bool qemuImg = true;
    bool ssh = true;
    bool krunkit = false;
    bool gvproxy = false;
    bool renderNode = false;                                    ///< a GPU's /dev/dri/renderD*
    std::vector<std::pair<QString, QString>> missingBuildTools; ///< program, Debian package
    std::optional<MemorySize> freeMemory;
    MemorySize demoMemory; ///< used by the demo's VM
    DiskFact stateDisk;
    DiskFact imageDisk;
    QString portProblem; ///< why no port of 127.0.0.1 can be bound
    std::optional<PortRange> outgoingPorts;
    std::vector<std::pair<QString, QString>> proxies; ///< variable and value, without credentials
    enum class Names { Found, Failed, Unknown } names = Names::Unknown;
    QString namesDetails;
    qsizetype images = 0;
    QStringList brokenImages; ///< paths of records
    qsizetype labs = 0;
    std::vector<Error> brokenLabs;
    QStringList orphanedLabs; ///< disposable or unfinished ones whose process is gone
    std::optional<Error> settingsProblem;
};

/// Blocks; see examineHost.
[[nodiscard]] DoctorFacts gatherDoctorFacts(const Environment &environment, const JobContext &job);

/// Pure, like its parts.
[[nodiscard]] std::vector<Finding> findingsOf(const DoctorFacts &facts);

/// A package's names; empty where the package system lacks it.
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
