// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cerrno>

namespace hydra {

/// The Error for a system call that failed on the file WHERE with CODE (errno); WHAT: "cannot
/// write". For a full disk the hint says what to do.
[[nodiscard]] tl::unexpected<Error> systemFailure(const QString &what, const QString &where,
                                                  int code = errno);

} // namespace hydra
