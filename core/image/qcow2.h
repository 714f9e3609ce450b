// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace hydra {

/// The header of a qcow2 file (QEMU's docs/interop/qcow2.txt: magic, offset 0; backing file's
/// offset and length, 8 and 16; virtual size, 24; big endian).
struct Qcow2Head {
    MemorySize virtualSize;
    QString backingFile; ///< as written; empty: none
    bool operator==(const Qcow2Head &) const = default;
};

/// BYTES: the file's first 64 KiB or all of it. Nothing when it is no qcow2 file. Pure.
[[nodiscard]] std::optional<Qcow2Head> parseQcow2Head(const QByteArray &bytes);

/// The same for a file; nothing when it cannot be read or is no qcow2 file.
[[nodiscard]] std::optional<Qcow2Head> readQcow2Head(const QString &path);

/// Whether nothing was ever written to a qcow2 file: its L1 table (size in entries at offset 36,
/// offset at 40) is empty.
[[nodiscard]] bool isUntouchedQcow2(const QString &path);
/// Whether a disk image needs no other file: a raw one, or a qcow2 one with neither a backing file
/// nor an external data file (bit 2 of the incompatible features, at offset 72).
[[nodiscard]] bool isSelfContained(const QString &path);
/// The refusal of a foreign disk that is not: it must not make QEMU open other files of this host.
[[nodiscard]] tl::unexpected<Error> refersToOtherFiles(const QString &path);

} // namespace hydra
