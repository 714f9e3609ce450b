// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

#include <QStringList>

namespace hydra {

/// The image of a VM's system disk: a store name or an absolute path; empty: none.
[[nodiscard]] QString imageNameOf(const VmSpec &vm);
/// Where the file of a VM's image is to be had: `image_source_url` is the URL of the image itself,
/// or of the directory that contains FILE. Empty: not told. Pure.
[[nodiscard]] QString imageUrlOf(const VmSpec &vm, const QString &file);
/// The spec with absolute paths, the artifact's files included; relative ones refer to the lab
/// file's directory. Pure, except for checking which kernel the artifact contains.
[[nodiscard]] VmSpec withAbsolutePaths(VmSpec vm, const QString &labFile);
/// The paths that would change their meaning if the lab file were moved. Pure.
[[nodiscard]] QStringList relativePaths(VmSpec vm);
/// The spec for a lab file in another directory: paths relative to LABFILE become absolute. Pure.
[[nodiscard]] VmSpec withoutRelativePaths(VmSpec vm, const QString &labFile);

} // namespace hydra
