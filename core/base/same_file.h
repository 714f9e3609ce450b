// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// Whether the open file FD is the one that PATH names now; false also when PATH names none. A file
/// may have been renamed, removed or replaced since it was opened.
[[nodiscard]] bool isFileAt(int fd, const QString &path);

} // namespace hydra
