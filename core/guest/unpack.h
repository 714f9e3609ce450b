// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/cancel.h"

#include <QString>

namespace hydra {

/// Unpacks an untrusted tar archive below DIR, which is created if needed: files, directories and
/// symbolic links only; holes stay holes. Failed for a name that leaves DIR, by ".." or through a
/// link, and for one that exists already. Files belong to this user, and nobody else may write to
/// them. Blocks.
[[nodiscard]] Result<void> unpackTree(const QString &archive, const QString &dir,
                                      const CancelToken &cancel = {});

} // namespace hydra
