// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/formats.h"

namespace hydra {

/// A POSIX shell script that runs each VM in upstream's container image. With secrets, an env file beside it for
/// each VM that has some: they are in no argument list. Pure.
[[nodiscard]] Result<Exported> exportDocker(const ExportRequest &request);

/// What a cluster needs to run the VMs on its nodes: a DaemonSet for each, and the RuntimeClass nelly when one is an
/// isolated environment, as YAML documents in one file. With secrets, the Secrets they read in a file of their
/// own. Pure.
[[nodiscard]] Result<Exported> exportKubernetes(const ExportRequest &request);

} // namespace hydra
