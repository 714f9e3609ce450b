// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace hydra {

/// What the head of a qcow2 file says (QEMU's docs/interop/qcow2.txt: magic, offset 0; backing
/// file's offset and length, 8 and 16; virtual size, 24; big endian).
struct Qcow2Head {
    MemorySize virtualSize;
    QString backingFile; ///< as written; empty: none
    bool operator==(const Qcow2Head &) const = default;
};

/// BYTES: the file's first 64 KiB or all of it. Nothing when it is no qcow2 file. Pure.
[[nodiscard]] std::optional<Qcow2Head> parseQcow2Head(const QByteArray &bytes);

/// The same of a file; nothing when it cannot be read or is no qcow2 file.
[[nodiscard]] std::optional<Qcow2Head> readQcow2Head(const QString &path);

/// True for a qcow2 file that nothing was ever written to: its first level of addresses (L1 table: size in
/// entries at offset 36, place at 40) is empty.
[[nodiscard]] bool isUntouchedQcow2(const QString &path);
/// Whether a disk image is all in this one file: a raw one, or a qcow2 one that names neither a backing file
/// nor (bit 2 of the incompatible features, at offset 72) a file for its data.
[[nodiscard]] bool isSelfContained(const QString &path);

} // namespace hydra
