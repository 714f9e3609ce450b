// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/process/process_id.h"
#include "core/vm/launch_plan.h"
#include "core/vm/provisioning.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace hydra {

enum class VmState { Stopped, Starting, Running, Paused, Stopping, Crashed, Waiting, Unknown };
/// How far a start has come. The phases are in this order; a VM skips those that do not apply.
enum class Phase { None, Firmware, Kernel, CloudInit, Ssh, Containerd, Cri, Ready };

[[nodiscard]] QString toString(VmState state); ///< in lower case, as in JSON
[[nodiscard]] std::optional<VmState> vmStateFromString(const QString &text);
[[nodiscard]] QString toString(Phase phase); ///< "" for None, "cloud-init" for CloudInit
[[nodiscard]] std::optional<Phase> phaseFromString(const QString &text);

/// When a phase was first seen in this boot.
struct PhaseTime {
    Phase phase = Phase::None;
    qint64 atMs = 0; ///< Unix time, milliseconds
    bool operator==(const PhaseTime &) const = default;
};

/// The public status of a VM; its keeper saves it as state.json (0600) and sends it on `control`.
struct VmStatus {
    VmRef vm;
    VmState state = VmState::Stopped;
    QString reason; ///< why the VM is in this state
    Phase phase = Phase::None;
    QString backend;
    QString accelerator;       ///< the one in use: kvm, hvf, tcg
    QString acceleratorReason; ///< why it is not the first choice
    qint64 startedAtMs = 0;    ///< when QEMU was started, Unix time in ms; 0: not running
    std::optional<ProcessId> keeper;
    std::optional<ProcessId> vmProcess;
    std::vector<ProcessId> helpers; ///< the programs beside QEMU, see PlannedHelper
    std::vector<PlannedPort> ports;
    QString criSocket; ///< unix socket of the containerd port; empty: the port is off
    QString image;
    QString bootId;         ///< new with each start of QEMU and each reset of the guest
    int boot = 0;           ///< counts the boot ids
    bool userSpace = false; ///< the guest reached user space
    bool cloudInitDone = false;
    std::vector<PhaseTime> phases;
    std::vector<QString> warnings;
    /// When containerd, which had answered before, stopped answering (Unix time in ms); nothing
    /// while it answers, or has not yet. While it is set, `phase` is the last one reached before
    /// containerd, and `phases` keeps all of them.
    std::optional<qint64> runtimeLostAtMs;
    /// How this run of QEMU came about: "cold", "instant"; empty while unknown.
    QString start;
    Provisioning provisioning; ///< what cloud-init has reported in this boot
    bool operator==(const VmStatus &) const = default;
};

[[nodiscard]] bool hasEnded(VmState state); ///< stopped or crashed: no process is left
[[nodiscard]] inline bool hasEnded(const VmStatus &status)
{
    return hasEnded(status.state);
}

/// The format of state.json and of `control`.
[[nodiscard]] QJsonObject toJson(const VmStatus &status);
[[nodiscard]] Result<VmStatus> vmStatusFromJson(const QJsonObject &json);

/// An entry of `hydractl list` and `hydractl status` with --json.
[[nodiscard]] QJsonObject toContractJson(const VmStatus &status, qint64 nowMs);

} // namespace hydra
