// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// A POSIX shell script that runs the lab's VMs with QEMU alone, and the files it needs beside it:
/// a seed image for each VM, and with secrets the lab's SSH key. resources/export/lab.sh implements
/// start, stop, status and console; the arguments are those of our own plans (planQemu). Images are
/// not copied: notes say which file must be put beside the script on another machine. A VM that
/// planQemu refuses is left out with a note. The request's `shell` must have been gathered. Pure.
[[nodiscard]] Result<Exported> exportShell(const ExportRequest &request);

} // namespace hydra
