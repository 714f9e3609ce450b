// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "image/store.h"
#include "lab/load.h"

#include <map>

namespace hydra {

/// The lab file of a bundle and what people should know of it.
struct BundleLab {
    QByteArray text;
    QStringList notes;
};

/// The lab file as it goes into a bundle: the original's text with its comments, unless something must
/// differ: some of its VMs only, images that get a name (NAMES: from what the file says), or secrets that
/// are left out. Pure.
[[nodiscard]] BundleLab bundleLab(const LoadedTarget &target, const std::map<QString, QString> &names, bool withSecrets);

/// What somebody should look at before starting a lab that came from others. Pure.
[[nodiscard]] QStringList cautions(const LabSpec &lab);

} // namespace hydra
