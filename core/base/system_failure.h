// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cerrno>

namespace hydra {

/// A system call failed on the file WHERE with CODE (errno); WHAT: "cannot write". A full disk gets its advice.
[[nodiscard]] tl::unexpected<Error> systemFailure(const QString &what, const QString &where, int code = errno);

} // namespace hydra
