// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/document.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace hydra {

/// Reads one YAML 1.2 document in bounded time and memory: at most 1 MiB of UTF-8 without control
/// characters, 64 levels, 100,000 values, 4 MiB with aliases written out. Marks count from the
/// text's first byte (after a byte order mark). FILE is only used in messages. Pure.
[[nodiscard]] tl::expected<YamlDocument, Diagnostics> readYaml(const QByteArray &text,
                                                               const QString &file);

/// The text without a UTF-8 byte order mark, which marks do not count.
[[nodiscard]] QByteArray withoutByteOrderMark(const QByteArray &text);

} // namespace hydra
