// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// UEFI firmware for a VM: the code, shared by all VMs, and the template for its variable store.
struct FirmwareFiles {
    QString code;
    QString varsTemplate; ///< empty: a combined image without a private variable store
    QString format = QStringLiteral("raw");
    QString varsFormat = QStringLiteral("raw");
    bool operator==(const FirmwareFiles &) const = default;
};

} // namespace hydra
