// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFileDevice>

namespace hydra {

/// Whether a written file is on the disk when the call returns, or some seconds later. A power cut
/// in between may leave a file of another length than was written.
enum class Sync { Now, Later };

/// Replaces PATH's content so that a kill or a full disk at any moment leaves the old or the new
/// content, never a mixture: written beside it, synced (unless SYNC is Later), renamed. Mode is set
/// before any byte is written (0600 by default). A symbolic link at PATH is followed. Blocks; any
/// thread.
Result<void> writeFileAtomically(const QString &path, const QByteArray &content,
                                 QFileDevice::Permissions mode = QFileDevice::ReadOwner |
                                                                 QFileDevice::WriteOwner,
                                 Sync sync = Sync::Now);

/// Reads a whole file of at most LIMIT bytes; a larger one is an error.
Result<QByteArray> readFile(const QString &path, qint64 limit = 64 << 20);

/// Makes PATH and missing parents, PATH itself with mode 0700, and checks that it is ours.
Result<void> makePrivateDir(const QString &path);

} // namespace hydra
