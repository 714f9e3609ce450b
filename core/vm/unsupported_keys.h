// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/config/lab_spec.h"

#include <QStringList>

#include <vector>

namespace hydra {

/// Keys of the lab file that `up` does not support yet, in the file's order; each error names its
/// key.
[[nodiscard]] std::vector<Error> unsupportedKeys(const LabSpec &lab, const VmSpec &vm);

/// What `up` does otherwise than the file may seem to say, in words to be shown before a VM boots:
/// "KEY: ...". Pure. DEBIANARCH: the host's, amd64 or arm64.
[[nodiscard]] QStringList specNotes(const NetworkSpec &network, const VmSpec &vm,
                                    const QString &debianArch);

} // namespace hydra
