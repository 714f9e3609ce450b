// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "guest/guest_files.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace hydra {

/// A tar archive of FILES in memory, all owned by root, with the directories they need. The same
/// files give the same bytes: every time is zero.
[[nodiscard]] Result<QByteArray> makeTar(const std::vector<GuestFile> &files);

/// The same, compressed with gzip, whose header has no time either.
[[nodiscard]] Result<QByteArray> makeTarGz(const std::vector<GuestFile> &files);

/// An ISO 9660 image (Joliet and Rock Ridge, so names keep their case) in memory.
[[nodiscard]] Result<QByteArray> makeIso(const QString &volume, const std::vector<GuestFile> &files);

/// Calls WANTED for each file of an archive (tar, tar.gz, ISO) on disk, its path without a leading "./" or
/// "/", and READ with the content of those it wants. Blocks for as long as the archive is big.
[[nodiscard]] Result<void> readArchive(
    const QString &archive, const std::function<bool(const QString &path)> &wanted,
    const std::function<void(const QString &path, const QByteArray &content)> &read);

} // namespace hydra
