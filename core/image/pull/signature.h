// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/pull/image_source.h"
#include "core/job/job.h"

#include <QByteArray>

#include <optional>

namespace hydra {

/// What checking a signature takes on this machine.
struct SignatureCheck {
    QString gpgv;         ///< path of the program
    QStringList keyrings; ///< those that are here
};

/// Nothing when gpgv or all keyrings of SIGNATURE are missing. Looks for files.
[[nodiscard]] std::optional<SignatureCheck> signatureCheck(const ChecksumSignature &signature);

/// The keys in TEXT, a key file, as gpgv wants them: without their ASCII armour (RFC 9580, 6.2), if
/// they have one. Pure; TEXT may be anything.
[[nodiscard]] QByteArray withoutArmour(const QByteArray &text);

/// The signed part of TEXT, if its signature is good: a detached one, or TEXT's own with an empty
/// SIGNATURE. Failed, with gpgv's words as details, if it is not. WORKDIR: where files for gpgv are
/// written. Blocks.
[[nodiscard]] Result<QByteArray> signedText(const QByteArray &text, const QByteArray &signature,
                                            const SignatureCheck &check, const QString &workDir,
                                            const JobContext &job);

} // namespace hydra
