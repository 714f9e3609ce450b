// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/guest/guest_files.h"

#include <QJsonObject>

namespace hydra {

/// containerd's configuration for the registries of a lab file: one hosts.toml each below its
/// config_path (containerd, docs/hosts.md), which containerd reads at every pull. Readable by root
/// only, since they hold passwords; a password goes to the mirrors, or to the registry itself when
/// it has none. Pure.
[[nodiscard]] std::vector<GuestFile> registryFiles(const std::vector<RegistrySpec> &registries);

/// CRI's AuthConfig for an image, from the lab file's login for its registry; empty when it has
/// none. Needed in addition to hosts.toml by registries with token authentication. Pure.
[[nodiscard]] QJsonObject registryLogin(const std::vector<RegistrySpec> &registries,
                                        const QString &image);

/// The registry an image is pulled from: docker.io for names without a host
/// (distribution/reference). Pure.
[[nodiscard]] QString registryOf(const QString &image);

} // namespace hydra
