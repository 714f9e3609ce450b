// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/lab_spec.h"
#include "host/firmware.h"
#include "host/programs.h"
#include "image/store.h"
#include "vm/launch_plan.h"

#include <map>

namespace hydra {

/// What one QEMU binary is and can do; found out once per (path, mtime) by vm/qemu/probe.
struct QemuFacts {
    QString program; ///< full path of qemu-system-ARCH; empty: none found
    int major = 0;
    int minor = 0;
    QString version;           ///< "7.2.22"
    QStringList accelerators;  ///< built in: tcg kvm hvf
    bool userNetwork = true;   ///< libslirp is in
    QString build;             ///< version and package: "7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)"
    std::map<QString, QString> machines; ///< what its unversioned machine types stand for: q35 -> pc-q35-7.2
    bool operator==(const QemuFacts &) const = default;
};

/// The daemon behind a virtiofs share. QEMU's own, in C (up to QEMU 7.2), must be run by root and cannot share
/// read-only; the one in Rust that came after can do both.
struct VirtiofsdFacts {
    QString program; ///< full path; empty: none found
    bool isC = false;
    bool needsRoot = false;
    bool readOnly = false; ///< it has --readonly
    bool operator==(const VirtiofsdFacts &) const = default;
};

/// What the host is, as far as a plan depends on it. A value, so that plans for any OS and
/// architecture can be made (and tested) anywhere.
struct HostFacts {
    QString os;   ///< linux, macos
    QString arch; ///< x86_64, aarch64: also the guest's
    int cpus = 1;
    MemorySize memory;
    bool kvmUsable = false; ///< /dev/kvm can be opened read-write
    bool hvfUsable = false;
    bool root = false;      ///< we are root
    QString kvmReason; ///< why not: "no /dev/kvm", "no permission: add yourself to group kvm"
    QemuFacts qemu;
    std::optional<FirmwareFiles> firmware; ///< for `firmware: auto`
    QString qemuReason; ///< why there is no usable QEMU, when it is installed or was named
    VirtiofsdFacts virtiofsd;
    Programs programs;
    bool operator==(const HostFacts &) const = default;
};

/// Where this VM's files are. All paths absolute.
struct VmFiles {
    QString stateDir;
    QString runtimeDir;
    QString systemDisk; ///< overlay; empty for boot: kernel without an image
    QString seed;       ///< empty: none
    QString uefiVars;   ///< private copy
    std::vector<QString> dataDisks; ///< qcow2, in the order of VmSpec::disks
    QString kernel;
    QString initrd;
    bool operator==(const VmFiles &) const = default;
};

/// The guest's memory in a file of its own, instead of QEMU's.
struct MemoryFile {
    QString path;
    bool shared = false; ///< what the guest writes goes into the file; else the file stays as it is
    bool operator==(const MemoryFile &) const = default;
};

/// Going on from a frozen guest. It is tried before a cold start.
struct InstantStart {
    StoredImage image;   ///< a frozen one
    QString refreshFile; ///< what makes a guest of its own of the copy: see launch_plan.h
};

struct PlanInput {
    QString lab;
    VmSpec vm;
    HostFacts host;
    VmFiles files;
    std::vector<PlannedPort> ports; ///< chosen (or hostPort 0 when only planning)
    QString mac;
    std::uint16_t webhookPort = 0;
    QString webhookToken;
    std::vector<PlannedDependency> after;
    NetworkSpec network; ///< the lab's
    std::optional<MemoryFile> memoryFile; ///< only to freeze the guest later
    std::optional<InstantStart> instant;
    std::vector<QString> notes; ///< more warnings for the plan
};

/// What a backend can do on a host, as data.
struct Capabilities {
    bool serialInput = false;
    bool gracefulShutdown = false;
    bool pause = false;
    bool snapshots = false;
    bool operator==(const Capabilities &) const = default;
};
[[nodiscard]] Capabilities qemuCapabilities();

/// (VmSpec, host facts) → LaunchPlan: pure. Fails with Invalid or Failed when this host or this
/// version cannot run the VM; the error names the key ("gpu: not yet").
[[nodiscard]] Result<LaunchPlan> planQemu(const PlanInput &input);

/// Why no VM can run with this host's QEMU: there is none, it is too old, it lacks the user network.
[[nodiscard]] std::optional<Error> refuseQemu(const HostFacts &host);

/// What the lab file may say but `up` cannot do yet, in the file's order of keys; each names its key.
[[nodiscard]] std::vector<Error> notYet(const LabSpec &lab, const VmSpec &vm);

/// The forwards a VM has: role order ssh containerd streaming rimd diod, then extra; those that
/// are off or do not apply are left out. Auto ports take their number from CHOSEN (key: role) or 0.
[[nodiscard]] std::vector<PlannedPort> planPorts(const VmSpec &vm,
                                                 const std::map<QString, std::uint16_t> &chosen);

/// 52:54:00 and three octets of a hash of LAB/VM: stable, different per VM.
[[nodiscard]] QString stableMac(const VmRef &vm);

} // namespace hydra
