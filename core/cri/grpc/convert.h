// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/client.h"

// The generated header is large: only .cpp files that touch a message's fields include it.
namespace runtime::v1 {
class Container;
class ContainerConfig;
class ContainerStatusResponse;
class ListContainerStatsResponse;
class ListContainersResponse;
class ListImagesResponse;
class ListPodSandboxResponse;
class PodSandboxConfig;
class StatusResponse;
class VersionResponse;
} // namespace runtime::v1

namespace hydra {

// Messages to values and back, pure. Lists come newest first (CRI leaves the order to clients),
// images by their first tag. Strings are UTF-8 on the wire.
[[nodiscard]] CriVersion toValue(const runtime::v1::VersionResponse &message);
[[nodiscard]] std::vector<CriCondition> toValue(const runtime::v1::StatusResponse &message);
[[nodiscard]] std::vector<CriPod> toValue(const runtime::v1::ListPodSandboxResponse &message);
[[nodiscard]] std::vector<CriContainer> toValue(const runtime::v1::ListContainersResponse &message);
[[nodiscard]] std::vector<CriContainerUse>
toValue(const runtime::v1::ListContainerStatsResponse &message);
[[nodiscard]] CriContainerStatus toValue(const runtime::v1::ContainerStatusResponse &message);
[[nodiscard]] std::vector<CriImage> toValue(const runtime::v1::ListImagesResponse &message);

/// SPEC must have a uid. Logs go to /var/log/pods/NAMESPACE_NAME_UID/CONTAINER/0.log.
void fill(runtime::v1::PodSandboxConfig &message, const CriPodSpec &spec);
void fill(runtime::v1::ContainerConfig &message, const CriPodSpec &spec);

} // namespace hydra
