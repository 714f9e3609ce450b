// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/lab_spec.h"

#include <QMap>
#include <QStringList>

namespace hydra {

/// What a format makes of a lab, in lines for people. Pure.

/// Why a format cannot say a key, by key; a map's key stands for all below it.
using Reasons = QMap<QString, QString>;

/// A line "VM: KEY: VALUE becomes OTHER: why" for each key in which SAID, read back from a format, is not what
/// ASKED was. Values of secrets are not told.
[[nodiscard]] QStringList vmDifferences(const VmSpec &asked, const VmSpec &said, const Reasons &reasons = {});
/// The same of a lab's own keys: its network.
[[nodiscard]] QStringList networkDifferences(const NetworkSpec &asked, const NetworkSpec &said, const Reasons &reasons = {});

} // namespace hydra
