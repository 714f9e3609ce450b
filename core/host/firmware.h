// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace hydra {

/// UEFI firmware for a VM: the code, shared by all, and the template of its variables.
struct FirmwareFiles {
    QString code;
    QString varsTemplate; ///< empty: a combined image without private variables
    QString format = QStringLiteral("raw");
    QString varsFormat = QStringLiteral("raw");
    bool operator==(const FirmwareFiles &) const = default;
};

/// Which firmware is looked for, and where. ROOT is put before every path (tests).
struct FirmwareQuery {
    QString arch;       ///< x86_64, aarch64
    QString machine;    ///< QEMU's name or alias: q35, pc, virt
    QString configHome; ///< $XDG_CONFIG_HOME or ~/.config; empty: the user has none
    QString root;
};

/// The first plain UEFI firmware (no Secure Boot keys, no SMM) that QEMU's descriptors
/// (docs/interop/firmware.json) name and whose files exist; else the places where the distributions
/// and Homebrew put it. Reads small files only; any thread.
[[nodiscard]] std::optional<FirmwareFiles> findFirmware(const FirmwareQuery &query);

/// The query for this user: descriptors in $XDG_CONFIG_HOME count.
[[nodiscard]] FirmwareQuery firmwareQuery(const QString &arch, const QString &machine);

} // namespace hydra
