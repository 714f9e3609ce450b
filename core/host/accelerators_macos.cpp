// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/accelerators.h"

#include <sys/sysctl.h>

namespace hydra {

AcceleratorFacts acceleratorFacts(const QString &)
{
    AcceleratorFacts facts;
    int supported = 0;
    std::size_t size = sizeof supported;
    facts.hvf =
        ::sysctlbyname("kern.hv_support", &supported, &size, nullptr, 0) == 0 && supported == 1;
    facts.kvmReason = QStringLiteral("KVM is only on Linux");
    return facts;
}

} // namespace hydra
