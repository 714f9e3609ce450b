// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/batch_io.h"

namespace hydra::net {

/// macOS has no recvmmsg and sendmmsg.
BatchIo batchIo()
{
    return oneByOne();
}

} // namespace hydra::net
