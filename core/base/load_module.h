// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QtGlobal>

namespace hydra {

/// A function of one of our modules, such as "hydra_cri.so": what only few commands need, with its
/// many libraries, loaded when its first function is asked for. It is beside the program in a
/// build, in its library directory once installed. A program may have a module linked in, and
/// exports its functions: then nothing is loaded. Fails with the dynamic loader's message; a later
/// call tries again. Any thread.
[[nodiscard]] Result<QFunctionPointer> moduleFunction(const QString &module, const char *name);

} // namespace hydra
