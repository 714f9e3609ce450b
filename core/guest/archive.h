// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/guest/guest_files.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace hydra {

/// A tar archive of FILES in memory, owned by root, with their parent directories. Reproducible:
/// all times are zero.
[[nodiscard]] Result<QByteArray> makeTar(const std::vector<GuestFile> &files);

/// The same compressed with gzip, also without a time in its header.
[[nodiscard]] Result<QByteArray> makeTarGz(const std::vector<GuestFile> &files);

/// An ISO 9660 image (Joliet and Rock Ridge, so names keep their case) in memory.
[[nodiscard]] Result<QByteArray> makeIso(const QString &volume,
                                         const std::vector<GuestFile> &files);

/// Calls WANTED with each file's path in an archive (tar, tar.gz, ISO) on disk, without a leading
/// "./" or "/", and READ with the content of the files it wants. Blocks while it reads the whole
/// archive.
[[nodiscard]] Result<void>
readArchive(const QString &archive, const std::function<bool(const QString &path)> &wanted,
            const std::function<void(const QString &path, const QByteArray &content)> &read);

} // namespace hydra
