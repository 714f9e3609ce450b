// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// A host directory that upstream's container needs, mounted at the same path.
struct ContainerMount {
    QString path;
    bool readOnly = false;
    bool isKubelet = false; ///< the kubelet mounts volumes below it while the container runs
    bool operator==(const ContainerMount &) const = default;
};

/// A VM as upstream's container image would run it.
struct ContainerVm {
    VmSpec vm;
    UpstreamEnv env; ///< without DEFAULT_DIR_IMAGE, which is always containerImageDir
    /// Variables with secrets; they take precedence over the same names in `env`.
    UpstreamEnv secrets;
    std::vector<ContainerMount> mounts; ///< in addition to the image directory
};

/// Upstream's container image, and its directory for a VM's disk.
inline constexpr auto containerImage = "ghcr.io/smarter-project/hydra/isolated-vm:main";
inline constexpr auto containerImageDir = "/root/image";

/// The chosen VMs of a request as containers. Pure.
[[nodiscard]] std::vector<ContainerVm> containerVms(const ExportRequest &request,
                                                    QStringList &notes);

} // namespace hydra
