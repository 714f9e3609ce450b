// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/ports.h"
#include "core/lab/identity.h"
#include "core/lab/load.h"
#include "core/vm/vm_state.h"

#include <functional>

namespace hydra {

/// What is known of one VM's ports: its file, its last status, and what was chosen for it.
struct VmPorts {
    VmRef vm;
    std::optional<VmSpec> spec; ///< nothing while its lab file cannot be read
    VmStatus status;
    VmIdentity identity;
};

/// Listening: its VM's processes listen on it. Closed: its VM runs, and nobody listens. Free: its
/// VM does not run, nor does anybody listen. Taken: somebody else listens. Unchosen: `auto`, and
/// the VM was never started.
enum class PortState { Listening, Closed, Free, Taken, Unchosen };
[[nodiscard]] QString toString(PortState state); ///< in lower case, as in JSON

/// Whether whoever connects has to prove who he is.
enum class Authentication { Yes, No, Unknown };

/// A host port that a VM has, or gets at its next start.
struct PortRow {
    VmRef vm;
    PlannedPort port; ///< role `webhook`, without a guest port: the guest's reports to the keeper
    QString key;      ///< in the lab file, such as ports.ssh or ports.extra[2]; empty: in none
    int offset = 0;   ///< in that key's range of ports
    int count = 1;    ///< of that range
    bool isAuto = false; ///< gives way to others at its next start
    bool next = false;   ///< its VM runs, but has this port only from the next start
    PortState state = PortState::Free;
    std::optional<PortHolder> holder; ///< who listens, if that can be known
    std::optional<VmRef> holderVm;    ///< the VM that the holder belongs to
    Authentication authentication = Authentication::Unknown;
    /// Who else has or wants the port; empty: it is its own, or another is chosen by itself.
    QString conflict;
    std::optional<std::uint16_t> proposal; ///< a free port for `offset` 0, if there is a conflict
    bool operator==(const PortRow &) const = default;

    [[nodiscard]] Protocol protocol() const
    {
        return port.protocol == u"udp" ? Protocol::Udp : Protocol::Tcp;
    }
    [[nodiscard]] bool isOpenToNetwork() const; ///< bound to more than this host's loopback
};

/// Every port of VMS in their order, judged by LISTENERS; without these (see listeners()) a VM's
/// status is believed. Proposes nothing. Pure.
[[nodiscard]] std::vector<PortRow> portRows(const std::vector<VmPorts> &vms,
                                            const std::optional<std::vector<Listener>> &listeners);

using IsPortFree = std::function<bool(const QString &address, std::uint16_t port, Protocol)>;
/// The first port, above the one it has, from which on ROW's whole range is wanted by no other of
/// ROWS and is free. Nothing when there is none. Pure but for IS_FREE.
[[nodiscard]] std::optional<std::uint16_t> proposePort(const std::vector<PortRow> &rows,
                                                       const PortRow &row,
                                                       const IsPortFree &isFree = isPortFree);

/// ROWS, where each conflict that a file can solve has a proposal, no two of them the same. Pure
/// but for IS_FREE.
[[nodiscard]] std::vector<PortRow> withProposals(std::vector<PortRow> rows,
                                                 const IsPortFree &isFree = isPortFree);

/// An entry of `hydractl ports --format json`.
[[nodiscard]] QJsonObject toJson(const PortRow &row);

} // namespace hydra
