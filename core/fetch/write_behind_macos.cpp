// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/write_behind.h"

namespace hydra {

// macOS has no such hint, and begins soon by itself.
void beginWriting(int, qint64, qint64) {}

} // namespace hydra
