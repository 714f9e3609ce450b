// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/reach/network_change.h"
#include "core/vm/vm_state.h"
#include "ui/models/network_rates.h"

namespace hydra::ui {

/// One environment of a lab, as its picture knows it.
struct TopologyVm {
    VmSpec spec;
    VmState state = VmState::Stopped;
    QString address;                ///< on the lab's network, or on its own
    std::vector<PlannedPort> ports; ///< host port 0: not chosen yet
    std::optional<int> pods;        ///< nothing: nobody has looked
    std::optional<int> containers;
    NetworkChange policy; ///< what holds now; all of it is set
    std::optional<NetworkRates> rates;
    bool capturing = false;
    bool operator==(const TopologyVm &) const = default;
};

/// A lab as its picture knows it. A value.
struct Topology {
    QString lab;
    NetworkSpec network;
    QString subnet; ///< of the lab's network; empty: the VMs have networks of their own
    std::vector<TopologyVm> vms;
    bool operator==(const Topology &) const = default;

    [[nodiscard]] bool isShared() const { return network.mode != NetworkMode::User; }
    [[nodiscard]] const TopologyVm *vm(const QString &name) const;
};

/// A lab that does not run. Pure.
[[nodiscard]] Topology topologyOf(const LabSpec &lab);
/// Adds what a VM's status tells: its state, and the ports of its run. Pure.
void addStatus(TopologyVm &vm, const VmStatus &status);

// The words of the picture. All pure.
[[nodiscard]] QString roleWords(Role role, bool brief = false); ///< "Isolated environment"
[[nodiscard]] QString contentWords(const TopologyVm &vm);       ///< "3 pods · 5 containers"
[[nodiscard]] QString portWords(const PlannedPort &port);       ///< "127.0.0.1:5556 → 22 ssh"
[[nodiscard]] QString shareWords(const ShareSpec &share);       ///< "~/models → /models, read-only"
[[nodiscard]] bool isOpen(const PlannedPort &port);             ///< to more than this computer
[[nodiscard]] int openPorts(const TopologyVm &vm);
[[nodiscard]] QString egressWords(const EgressSpec &egress); ///< "open", "none", "allow 3"
/// What is special about a link: "50ms, 1% loss, 10Mbit", "cut"; empty: nothing.
[[nodiscard]] QString linkWords(const LinkSpec &link);
[[nodiscard]] QString peersWords(const PeersSpec &peers); ///< empty: all
/// The words on a VM's edge to its network, without figures. BRIEF: "open" for "egress open".
[[nodiscard]] QString edgeWords(const Topology &lab, const TopologyVm &vm, bool brief = false);
[[nodiscard]] QString dropWords(const NetworkRates &rates); ///< "7 dropped"; empty: none
/// "↑ 1.2 ↓ 0.3 Mbit/s", BRIEF: "1.5 Mbit/s"; empty: nothing goes.
[[nodiscard]] QString rateWords(const NetworkRates &rates, bool brief = false);
/// All of it in lines, for the tooltip and for screen readers.
[[nodiscard]] QString vmDescription(const Topology &lab, const TopologyVm &vm);

} // namespace hydra::ui
