// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "process/cancel.h"

#include <QString>

namespace hydra {

/// Unpacks a tar archive that somebody else made below DIR, which is made at need: files, directories and
/// symbolic links, nothing else; holes stay holes. Failed for a name that leads out of DIR, be it by
/// ".." or through a link, and for one that is there already. Files are ours, and
/// nobody else may write to them. Blocks.
[[nodiscard]] Result<void> unpackTree(const QString &archive, const QString &dir, const CancelToken &cancel = {});

} // namespace hydra
