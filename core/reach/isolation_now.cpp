// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/isolation_now.h"

#include "core/reach/network_change.h"
#include "core/reach/vm_link.h"

namespace hydra {

Isolation isolationNow(const Paths &paths, const LabSpec &lab, const VmSpec &vm,
                       const VmStatus &status)
{
    if (hasEnded(status))
        return judgeIsolation(lab, vm, {});
    LabSpec now = lab;
    VmSpec running = vm;
    if (const auto plan = readLaunchPlan(paths, status.vm)) {
        now.network.mode = plan->network ? NetworkMode::Lab : NetworkMode::User;
        const QJsonObject port = plan->network ? plan->network->port : QJsonObject();
        const NetworkChange policy = networkOf(port, vm);
        running.egress = *policy.egress;
        running.hostLoopback = *policy.hostLoopback;
        running.peers = *policy.peers;
    }
    return judgeIsolation(now, running, status.accelerator);
}

} // namespace hydra
