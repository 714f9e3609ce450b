// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace hydra::test {

/// An initial RAM disk (cpio(5), "new" format) whose only program is tiny_init, as /init.
[[nodiscard]] QByteArray tinyInitrd();

} // namespace hydra::test
