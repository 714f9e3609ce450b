// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "process/process_id.h"
#include "vm/launch_plan.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace hydra {

enum class VmState { Stopped, Starting, Running, Paused, Stopping, Crashed, Waiting, Unknown };
/// How far a start came. They are passed in this order; a VM skips those it does not have.
enum class Phase { None, Firmware, Kernel, CloudInit, Ssh, Containerd, Cri, Ready };

[[nodiscard]] QString toString(VmState state); ///< lower case, as in CONTRACT section 3
[[nodiscard]] std::optional<VmState> vmStateFromString(const QString &text);
[[nodiscard]] QString toString(Phase phase); ///< "" for None, "cloud-init" for CloudInit
[[nodiscard]] std::optional<Phase> phaseFromString(const QString &text);

/// When a phase was first seen in this boot.
struct PhaseTime {
    Phase phase = Phase::None;
    qint64 atMs = 0; ///< Unix time, milliseconds
    bool operator==(const PhaseTime &) const = default;
};

/// What anybody may know of a VM; kept by its keeper as state.json (0600), sent on `control`.
struct VmStatus {
    VmRef vm;
    VmState state = VmState::Stopped;
    QString reason; ///< why it is so, in words
    Phase phase = Phase::None;
    QString backend;
    QString accelerator; ///< the one in use: kvm, hvf, tcg
    QString acceleratorReason; ///< why not the first choice
    qint64 startedAtMs = 0; ///< Unix time in ms at which QEMU was started; 0 when it does not run
    std::optional<ProcessId> keeper;
    std::optional<ProcessId> vmProcess;
    std::vector<ProcessId> helpers; ///< what runs beside QEMU, see PlannedHelper
    std::vector<PlannedPort> ports;
    QString criSocket; ///< its containerd port as a unix socket; empty: the port is off
    QString image;
    QString bootId; ///< new with each start of QEMU and each reset of the guest
    int boot = 0;   ///< counts them
    bool userSpace = false; ///< the guest reached user space
    bool cloudInitDone = false;
    std::vector<PhaseTime> phases;
    std::vector<QString> warnings;
    QString start; ///< how this run of QEMU came to be: "cold", "instant"; empty while it is not known
    bool operator==(const VmStatus &) const = default;
};

[[nodiscard]] bool hasEnded(VmState state); ///< stopped or crashed: nothing of it runs
[[nodiscard]] inline bool hasEnded(const VmStatus &status) { return hasEnded(status.state); }

/// What state.json and `control` carry.
[[nodiscard]] QJsonObject toJson(const VmStatus &status);
[[nodiscard]] Result<VmStatus> vmStatusFromJson(const QJsonObject &json);

/// One entry of `list` and `status` (CONTRACT section 3).
[[nodiscard]] QJsonObject toContractJson(const VmStatus &status, qint64 nowMs);

} // namespace hydra
