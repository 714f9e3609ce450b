// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// A POSIX shell script that runs each VM in upstream's container image. With secrets, each VM that
/// has some gets an env file beside the script: they must not appear in argument lists. Pure.
[[nodiscard]] Result<Exported> exportDocker(const ExportRequest &request);

/// Kubernetes manifests that run the VMs on a cluster's nodes: a DaemonSet for each, and the
/// RuntimeClass nelly when one is an isolated environment, as YAML documents in one file. With
/// secrets, their Secrets are in a second file. Pure.
[[nodiscard]] Result<Exported> exportKubernetes(const ExportRequest &request);

} // namespace hydra
