// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/owned_vm.h"

#include <functional>

namespace hydra {

/// Puts the guest's file systems at rest for a moment, through its agent (guest-fsfreeze-freeze of
/// qemu-ga-ref(7)). A mark beside the state says that it is so, so that a later keeper thaws what
/// this one froze. Event-loop thread; borrows VM, which ends first.
class GuestFreeze
{
public:
    explicit GuestFreeze(OwnedVm &vm) : m_vm(vm) {}

    /// DONE says whether they are at rest; not when there is no agent, or it has no such command.
    void freeze(std::function<void(bool frozen)> done);
    /// No effect without the mark. A guest that cannot be thawed becomes a warning.
    void thaw(std::function<void()> done);

private:
    [[nodiscard]] QString mark() const;

    OwnedVm &m_vm;
};

} // namespace hydra
