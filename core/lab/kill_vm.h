// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "host/paths.h"
#include "process/cancel.h"

namespace hydra {

/// Ends a VM at once, as if its power were cut, and waits until neither its keeper nor its QEMU is
/// there: through its keeper where one answers, else by signals to the very processes that its state
/// names. Success when it did not run. Blocks, some ten seconds at most; worker threads.
[[nodiscard]] Result<void> killVm(const Paths &paths, const VmRef &vm, const CancelToken &cancel = {});

} // namespace hydra
