// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/guest/guest_files.h"
#include "core/guest/seed_input.h"

#include <QByteArray>

namespace hydra {

/// The texts of NoCloud's documents, named after the files. Pure.
struct SeedDocuments {
    QByteArray metaData;
    QByteArray userData;
    QByteArray networkConfig;
    QString instanceId;           ///< the one in meta-data
    std::vector<GuestFile> early; ///< see early_seed.h; empty: the guest needs cloud-init
    bool operator==(const SeedDocuments &) const = default;
};

/// The instance-id is a hash of the other documents and the VM's name, so cloud-init runs again
/// when they change, and only then. Invalid when the VM's user_data cannot be merged.
[[nodiscard]] Result<SeedDocuments> makeSeedDocuments(const SeedInput &input);

/// An ISO 9660 image (Joliet, Rock Ridge, volume label cidata) of the documents and the early seed,
/// in memory.
[[nodiscard]] Result<QByteArray> makeSeedImage(const SeedDocuments &documents);

/// Computes glibc's crypt(3) method sha512-crypt ("$6$"); SALT: at most 16 of [./0-9A-Za-z].
[[nodiscard]] QString sha512Crypt(const QByteArray &password, const QByteArray &salt,
                                  int rounds = 5000);
/// 16 random characters for a salt.
[[nodiscard]] QString randomSalt();

} // namespace hydra
