// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/store.h"
#include "core/lab/load.h"

#include <map>

namespace hydra {

/// A bundle's lab file and notes for people.
struct BundleLab {
    QByteArray text;
    QStringList notes;
};

/// The lab file for a bundle: the original text with its comments, unless something must change
/// because only some VMs are exported, images get names (NAMES: image in the lab file -> name), or
/// secrets are left out. Pure.
[[nodiscard]] BundleLab bundleLab(const LoadedTarget &target,
                                  const std::map<QString, QString> &names, bool withSecrets);

} // namespace hydra
