// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace hydra {

/// The largest file of checksums that is read.
inline constexpr MemorySize mostChecksums = MemorySize::mib(4);

/// A file's digest: SHA-256 (64 digits) or SHA-512 (128).
struct ListedDigest {
    QString hex; ///< lower case
    bool operator==(const ListedDigest &) const = default;

    [[nodiscard]] bool isSha512() const { return hex.size() == 128; }
};

/// What TEXT, a file of checksums, says about FILE (a name without directories); the longest digest
/// if there are several, and nothing if two of one kind differ. Reads the lines of sha256sum and
/// sha512sum ("HEX  NAME", "HEX *NAME"), of BSD's and Fedora's ("SHA256 (NAME) = HEX"), and a text
/// that is a lone digest, as beside Alpine's images. Other lines mean nothing. Pure; TEXT may be
/// anything.
[[nodiscard]] std::optional<ListedDigest> digestIn(QByteArrayView text, const QString &file);

} // namespace hydra
