// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/firmware_files.h"

#include <QStringList>

#include <optional>

namespace hydra {

/// Which firmware to look for, and where. ROOT is prepended to every path (tests).
struct FirmwareQuery {
    QString arch;       ///< x86_64, aarch64
    QString machine;    ///< QEMU's name or alias: q35, pc, virt
    QString configHome; ///< $XDG_CONFIG_HOME or ~/.config; empty: ignore the user's
    QString root;
};

/// The first plain UEFI firmware (no Secure Boot keys, no SMM) that QEMU's descriptors
/// (docs/interop/firmware.json) name and whose files exist; else the first that exists where the
/// distributions and Homebrew install it. Reads small files only; any thread.
[[nodiscard]] std::optional<FirmwareFiles> findFirmware(const FirmwareQuery &query);

/// The query for this user, whose descriptors in $XDG_CONFIG_HOME count.
[[nodiscard]] FirmwareQuery firmwareQuery(const QString &arch, const QString &machine);

} // namespace hydra
