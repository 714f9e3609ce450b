// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "vm/backend.h"

namespace hydra {

std::vector<Error> notYet(const LabSpec &lab, const VmSpec &vm)
{
    const struct {
        const char *key;
        bool used;
    } keys[] = {
        {"network.mode", lab.network.mode != NetworkMode::User},
        {"backend: krunkit", vm.backend == BackendKind::Krunkit},
    };
    std::vector<Error> errors;
    for (const auto &key : keys) {
        if (key.used)
            errors.push_back({ErrorCode::Failed,
                              QStringLiteral("%1: not yet").arg(QLatin1String(key.key)),
                              VmRef{lab.name, vm.name}.toString(),
                              QStringLiteral("this version reads the key but cannot start a VM with "
                                             "it; take it out of the lab file"),
                              {}});
    }
    return errors;
}

} // namespace hydra
