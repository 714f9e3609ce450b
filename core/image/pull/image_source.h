// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fetch/fetch_request.h"

#include <QString>
#include <QStringList>

namespace hydra {

/// The OpenPGP signature of a file of checksums.
struct ChecksumSignature {
    QString url; ///< of the signature; empty with ISINLINE: the checksums' own file has it
    bool isInline = false; ///< the checksums are a signed text (Fedora's CHECKSUM)
    QStringList keyrings;  ///< gpg's key files; those that this machine has count
    bool operator==(const ChecksumSignature &) const = default;

    [[nodiscard]] bool isGiven() const { return isInline || !url.isEmpty(); }
};

/// Where an image comes from, and how it can be known for the right one.
struct ImageSource {
    QString name;      ///< that it gets in the store
    QString url;       ///< of the image's file, which may be compressed or in an archive
    QString sha512;    ///< of that file, in lower-case hex; empty: not known beforehand
    QString sha256;    ///< likewise
    QString checksums; ///< URL of a file that lists its digest; empty: what is beside it is tried
    ChecksumSignature signature;
    FetchLogin login; ///< for the image, and for checksums from the same server
    bool operator==(const ImageSource &) const = default;
};

} // namespace hydra
