// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/format.h"

namespace hydra {

std::vector<const VmSpec *> ExportRequest::chosen() const
{
    std::vector<const VmSpec *> all;
    for (const VmSpec &vm : lab.vms) {
        if (vms.contains(vm.name))
            all.push_back(&vm);
    }
    return all;
}

Result<const VmSpec *> singleVm(const ExportRequest &request)
{
    const auto all = request.chosen();
    if (all.size() == 1)
        return all.front();
    return fail(ErrorCode::Invalid,
                QStringLiteral("has %1 VMs, and this format holds one").arg(all.size()),
                request.lab.name,
                QStringLiteral("name one: %1/%2")
                    .arg(request.lab.name, all.empty() ? QStringLiteral("VM") : all.front()->name));
}

} // namespace hydra
