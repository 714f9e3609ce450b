// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace hydra {

/// User-data in two parts: THEIRS of TYPE (userDataType), which may be a MIME document itself, and
/// the cloud-config OURS, which must be UTF-8 and end in a line break. cloud-init merges OURS under
/// whatever cloud-config THEIRS has: lists are joined, ours first, and of two single values theirs
/// counts. A script of theirs runs after our commands. Equal input gives equal bytes. Pure.
/// Sources: RFC 2046; cloud-init's documentation, "MIME multi-part archive" and "Merging user-data
/// sections".
[[nodiscard]] QByteArray multipartUserData(const QByteArray &theirs, const QByteArray &type,
                                           const QByteArray &ours);

} // namespace hydra
