// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/image/pull/image_source.h"

#include <optional>

namespace hydra {

/// The name that the image of VM has in the store: imageNameOf(vm), unless that is the name of a
/// file (Fedora-Cloud.qcow2) that no stored image can have. An absolute path stays one.
[[nodiscard]] QString storedNameOf(const VmSpec &vm);

/// Where `up` downloads the image of VM from when the store does not have it: `image_source_url`,
/// else the catalogue's address for the name or file name. Nothing for built-in images, paths,
/// bare kernels and unknown names. Pure. DEBIANARCH: the host's, amd64 or arm64.
[[nodiscard]] std::optional<ImageSource> imageOriginOf(const VmSpec &vm, const QString &debianArch);

} // namespace hydra
