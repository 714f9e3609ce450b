// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/keeper/console_server.h"
#include "core/keeper/vm_record.h"
#include "core/keeper/vm_run.h"
#include "core/vm/launch_plan.h"
#include "core/vm/qemu/guest_agent.h"

#include <memory>
#include <vector>

namespace hydra {

/// The VM that a keeper owns, as its parts share it. Made by Keeper, which outlives them.
/// Event-loop thread.
struct OwnedVm {
    OwnedVm(const LaunchPlan &launchPlan, VmRecord::Tell tell)
        : plan(launchPlan), record(launchPlan, std::move(tell)),
          agent(launchPlan.places().agentSocket())
    {
    }

    LaunchPlan plan;
    VmRecord record;
    GuestAgent agent;
    std::vector<std::unique_ptr<ConsoleServer>> consoles;
    std::unique_ptr<VmRun> run; ///< none before the start, between two attempts and after the end

    [[nodiscard]] const VmStatus &status() const { return record.status(); }
    /// The hypervisor when it can be asked, else null.
    [[nodiscard]] Hypervisor *linked() const
    {
        return run && run->hypervisor().isLinked() ? &run->hypervisor() : nullptr;
    }
    /// QEMU's monitor when it can be asked, else null.
    [[nodiscard]] QmpClient *qmp() const { return run ? run->hypervisor().qmp() : nullptr; }
    /// The guest was let run.
    [[nodiscard]] bool hasBegun() const { return run && run->hasBegun(); }
    /// How the run there is was planned.
    [[nodiscard]] const LaunchAttempt &attempt() const { return plan.attempts[run->attempt()]; }
    /// It goes on from a frozen guest and still has that one's identity: nobody may reach it yet.
    [[nodiscard]] bool isForking() const
    {
        return run && run->attempt() < plan.attempts.size() && attempt().restore &&
               status().start.isEmpty();
    }
    /// By hardware, which may be there and broken.
    [[nodiscard]] bool isAccelerated() const
    {
        return status().accelerator == u"kvm" || status().accelerator == u"hvf";
    }
    [[nodiscard]] qint64 consoleBytes() const
    {
        qint64 sum = 0;
        for (const auto &console : consoles)
            sum += console->receivedBytes();
        return sum;
    }
};

/// What a request gets while there is no guest to do it with.
[[nodiscard]] inline tl::unexpected<Error> notRunning()
{
    return fail(ErrorCode::Conflict, QStringLiteral("the VM is not running"));
}

} // namespace hydra
