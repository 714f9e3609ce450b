// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/process_id.h"
#include "core/process/spawn.h"

#include <vector>

namespace hydra {

/// The cable between a hypervisor's card and the lab's switch: a pair of datagram sockets, one
/// frame each. The far end is for the switch; the hypervisor's process holds it, too, without
/// using it, so that who adopts the VM can get it back from there. Any thread.
class LabCard
{
public:
    /// A new cable, for a hypervisor that is about to be started.
    [[nodiscard]] static Result<LabCard> make();
    /// The cable of a hypervisor that another keeper started; SWITCH_SOCKET is asked for VM's when
    /// the system does not let us have it. May wait for half a second.
    [[nodiscard]] static LabCard of(const ProcessId &hypervisor, const QString &switchSocket,
                                    const QString &vm);

    /// What the hypervisor's process gets; borrowed.
    [[nodiscard]] std::vector<int> passed() const { return {m_nearEnd.get(), m_farEnd.get()}; }
    /// The hypervisor's process has what it needs.
    void dropNearEnd() { m_nearEnd.reset(); }
    [[nodiscard]] bool isThere() const { return m_farEnd.isOpen(); }
    [[nodiscard]] int farEnd() const { return m_farEnd.get(); } ///< borrowed

private:
    OwnedFd m_nearEnd;
    OwnedFd m_farEnd;
};

} // namespace hydra
