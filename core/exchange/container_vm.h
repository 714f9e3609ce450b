// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/formats.h"

namespace hydra {

/// A directory of the host that upstream's container needs, under the same path in it.
struct ContainerMount {
    QString path;
    bool readOnly = false;
    bool isKubelet = false; ///< the kubelet mounts below it while the container runs
    bool operator==(const ContainerMount &) const = default;
};

/// A VM as upstream's container image runs it.
struct ContainerVm {
    VmSpec vm;
    UpstreamEnv env;     ///< without DEFAULT_DIR_IMAGE: it is always containerImageDir
    UpstreamEnv secrets; ///< what else there is with secrets; instead of the same names in `env`
    std::vector<ContainerMount> mounts; ///< beside the one for the image directory
};

/// Upstream's image, and where it keeps a VM's disk.
inline constexpr auto containerImage = "ghcr.io/smarter-project/hydra/isolated-vm:main";
inline constexpr auto containerImageDir = "/root/image";

/// The chosen VMs of a request. Pure.
[[nodiscard]] std::vector<ContainerVm> containerVms(const ExportRequest &request, QStringList &notes);

} // namespace hydra
