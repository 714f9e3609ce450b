// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/formats.h"

namespace hydra {

/// A POSIX shell script that runs the lab's VMs with nothing but QEMU, and what it needs beside it: a seed image for
/// each VM, with secrets also the lab's SSH key. Its start, stop, status and console are resources/export/lab.sh; the
/// arguments are those of our own plans (planQemu). Images stay where they are: notes say which file must be put
/// beside the script elsewhere. A VM that our plans refuse is left out with a note. The request's `shell` must
/// have been gathered. Pure.
[[nodiscard]] Result<Exported> exportShell(const ExportRequest &request);

} // namespace hydra
