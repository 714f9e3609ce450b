// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/running_vm.h"

#include "core/keeper_client/launch.h"

namespace hydra {

Result<VmStatus> runningVm(const Paths &paths, const VmRef &vm)
{
    auto status = readVmStatus(paths.vmState(vm));
    if (!status || status->state != VmState::Running)
        return fail(
            ErrorCode::Conflict,
            QStringLiteral("is %1").arg(toString(status ? status->state : VmState::Stopped)),
            vm.toString(),
            QStringLiteral("start it with `hydractl up %1 --wait cri`").arg(vm.toString()));
    return status;
}

} // namespace hydra
