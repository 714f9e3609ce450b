// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/host/paths.h"
#include "core/process/cancel.h"

namespace hydra {

/// Ends a VM at once, as if its power were cut, and waits until both keeper and QEMU have ended:
/// through its keeper if that answers, else by signals to the processes recorded in its state.
/// Succeeds when it was not running. Blocks for some ten seconds at most; worker threads.
[[nodiscard]] Result<void> killVm(const Paths &paths, const VmRef &vm,
                                  const CancelToken &cancel = {});

} // namespace hydra
