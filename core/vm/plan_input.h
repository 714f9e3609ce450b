// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/host/firmware.h"
#include "core/host/programs.h"
#include "core/host/vm_places.h"
#include "core/image/store.h"
#include "core/vm/launch_plan.h"

#include <map>

namespace hydra {

/// What one QEMU binary is and can do; probed once per (path, mtime) by vm/qemu/probe.
struct QemuFacts {
    QString program; ///< full path of qemu-system-ARCH; empty: none found
    int major = 0;
    int minor = 0;
    QString version;          ///< "7.2.22"
    QStringList accelerators; ///< built in: tcg kvm hvf
    bool userNetwork = true;  ///< built with libslirp
    QString build;            ///< version and package: "7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)"
    /// What its unversioned machine types are aliases of: q35 -> pc-q35-7.2.
    std::map<QString, QString> machines;
    bool operator==(const QemuFacts &) const = default;
};

/// The daemon behind a virtiofs share. The one in C that came with QEMU up to 7.2 must run as root
/// and cannot share read-only; its successor in Rust has neither limit.
struct VirtiofsdFacts {
    QString program; ///< full path; empty: none found
    bool isC = false;
    bool needsRoot = false;
    bool readOnly = false; ///< it has --readonly
    bool operator==(const VirtiofsdFacts &) const = default;
};

/// The host as far as a plan depends on it. A value, so that plans for any OS and architecture can
/// be made (and tested) anywhere.
struct HostFacts {
    QString os;   ///< linux, macos
    QString arch; ///< x86_64, aarch64: the guest's, too
    int cpus = 1;
    MemorySize memory;
    bool kvmUsable = false; ///< /dev/kvm can be opened read-write
    bool hvfUsable = false;
    bool root = false; ///< this program runs as root
    QString kvmReason; ///< why not: "no /dev/kvm", "no permission: add yourself to group kvm"
    QemuFacts qemu;
    std::optional<FirmwareFiles> firmware; ///< for `firmware: auto`
    QString qemuReason; ///< why the QEMU that is installed or configured cannot be used
    VirtiofsdFacts virtiofsd;
    Programs programs;
    bool operator==(const HostFacts &) const = default;
};

/// The paths of this VM's files; all absolute.
struct VmFiles {
    QString stateDir;
    QString runtimeDir;
    QString systemDisk;             ///< overlay; empty for boot: kernel without an image
    QString seed;                   ///< empty: none
    QString uefiVars;               ///< private copy
    std::vector<QString> dataDisks; ///< qcow2, in the order of VmSpec::disks
    QString kernel;
    QString initrd;
    [[nodiscard]] VmPlaces places() const { return {stateDir, runtimeDir}; }
    bool operator==(const VmFiles &) const = default;
};

/// The guest's memory backed by a file.
struct MemoryFile {
    QString path;
    bool shared = false; ///< the guest's writes go into the file; else they are copy-on-write
    bool operator==(const MemoryFile &) const = default;
};

/// An instant start from a frozen guest, tried before a cold start.
struct FrozenStart {
    StoredImage image;   ///< a frozen one
    QString refreshFile; ///< what gives the copy its own identity: see PlannedRestore
};

struct PlanInput {
    QString lab;
    VmSpec vm;
    HostFacts host;
    VmFiles files;
    std::vector<PlannedPort> ports; ///< hostPort may be 0 when only planning
    QString mac;
    std::uint16_t webhookPort = 0;
    QString webhookToken;
    std::vector<PlannedDependency> after;
    NetworkSpec network;                   ///< the lab's
    std::optional<PlannedNetwork> labPort; ///< with network.mode: lab
    std::optional<MemoryFile> memoryFile;  ///< only for a guest that is to be frozen
    std::optional<FrozenStart> instant;
    std::vector<QString> notes; ///< further warnings for the plan
};

} // namespace hydra
