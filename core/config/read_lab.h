// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/yaml/diagnostic.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace hydra {

/// Reads lab file TEXT (YAML 1.2, UTF-8, at most 1 MiB) into a value and validates it; pure. FILE
/// is only used in messages, and its stem is the lab's default name. Returns all errors at once.
/// Unknown and duplicate keys, cyclic or exploding aliases, and conflicts inside the lab (same
/// name, host port, MAC, IP) are errors; whether this host can run the lab is not checked here.
[[nodiscard]] tl::expected<LabSpec, Diagnostics> readLab(const QByteArray &text,
                                                         const QString &file);

} // namespace hydra
