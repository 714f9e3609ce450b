// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session.h"

namespace hydra::cli {

/// Asks on stderr and reads the answer from the terminal. Invalid when nobody is there to be asked; WHERE
/// and VERB ("remove it") are for that error.
[[nodiscard]] Result<bool> confirmed(const Session &session, const QString &question, const QString &where, const QString &verb);

} // namespace hydra::cli
