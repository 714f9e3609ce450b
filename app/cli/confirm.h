// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"

namespace hydra::cli {

/// Asks on stderr and reads the answer from the terminal. Invalid when there is no terminal; WHERE
/// and VERB ("remove it") are for that error.
[[nodiscard]] Result<bool> confirmed(const Session &session, const QString &question,
                                     const QString &where, const QString &verb);

} // namespace hydra::cli
