// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/exchange/format.h"
#include "core/lab/lab_vm.h"

namespace hydra {

/// Gathers the ShellGuests of a request's chosen VMs from keys, assigned ports and the image store.
/// With secrets, a missing lab key is created. Blocks; worker threads.
[[nodiscard]] Result<ShellGuests> gatherShellGuests(const Environment &environment,
                                                    const ExportRequest &request);

/// A VM with the ports and the image that it has where its script runs, in no state directory yet.
/// Pure.
[[nodiscard]] LabVm vmElsewhere(const QString &lab, const VmSpec &spec, const ShellGuest &guest);

} // namespace hydra
