// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra::bench {

/// The proportional set size of a process in MiB as it would be if no process of PROGRAM ran: the
/// fake QEMU maps the libraries that its keeper maps, which no real one does, and would bear a
/// share of them. Linux's /proc.
[[nodiscard]] double pssMibWithout(qint64 pid, const QString &program);

/// What a directory takes on its disk, in MiB.
[[nodiscard]] double diskMib(const QString &directory);

} // namespace hydra::bench
