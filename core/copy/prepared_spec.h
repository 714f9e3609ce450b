// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

#include <QStringList>

namespace hydra {

/// What a VM in preparation is called.
inline const QString preparedVm = QStringLiteral("vm");

/// Why a VM's guest cannot be frozen, one text per key of the lab file. Pure.
[[nodiscard]] QStringList unfreezable(const VmSpec &spec);

/// The spec used for a preparation, and for VMs made from the image: without names, addresses,
/// ports, data disks and secrets of a single machine. Pure.
[[nodiscard]] VmSpec preparedSpec(const VmSpec &spec);

} // namespace hydra
