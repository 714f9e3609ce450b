// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra::bench {

/// A process's proportional set size in MiB, corrected as if no process of PROGRAM ran: the fake
/// QEMU maps the same libraries as its keeper, which the real one does not, and would bear a share
/// of them. Reads Linux's /proc.
[[nodiscard]] double pssMibWithout(qint64 pid, const QString &program);

/// Disk space allocated for a directory, in MiB.
[[nodiscard]] double diskMib(const QString &directory);

} // namespace hydra::bench
