// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/make_hypervisor.h"

#include "core/vm/qemu/qemu_hypervisor.h"

namespace hydra {

std::unique_ptr<Hypervisor> makeHypervisor(const LaunchPlan &plan)
{
    if (plan.backend == u"qemu")
        return std::make_unique<QemuHypervisor>(plan);
    return nullptr;
}

} // namespace hydra
