// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

#include <QMap>
#include <QStringList>

namespace hydra {

/// How a lab changes when a format has to express it, in lines for people. Pure.

/// Why a format cannot express a key, by key; a map's key covers all keys below it.
using Reasons = QMap<QString, QString>;

/// A line "VM: KEY: VALUE becomes OTHER: why" for each key that differs between ASKED and SAID,
/// which is what reading the exported text back gives. Values of secrets are not shown.
[[nodiscard]] QStringList vmDifferences(const VmSpec &asked, const VmSpec &said,
                                        const Reasons &reasons = {});
/// The same for the lab's own keys: its network.
[[nodiscard]] QStringList networkDifferences(const NetworkSpec &asked, const NetworkSpec &said,
                                             const Reasons &reasons = {});

} // namespace hydra
