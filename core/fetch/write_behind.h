// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace hydra {

/// Has the system begin to write COUNT bytes of FILE, from FROM on, to the disk, without waiting
/// for them: a large file that is synced at its end then has little left to write. A hint, which
/// may do nothing.
void beginWriting(int file, qint64 from, qint64 count);

} // namespace hydra
