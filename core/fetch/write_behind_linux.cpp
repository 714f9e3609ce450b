// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/write_behind.h"

#include <fcntl.h>

namespace hydra {

void beginWriting(int file, qint64 from, qint64 count)
{
    ::sync_file_range(file, from, count, SYNC_FILE_RANGE_WRITE);
}

} // namespace hydra
