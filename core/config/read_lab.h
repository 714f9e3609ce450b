// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/diagnostic.h"
#include "config/lab_spec.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace hydra {

/// Reads lab file TEXT (YAML 1.2, UTF-8, at most 1 MiB) into a value and judges it; pure. FILE is
/// only used in messages and, by its stem, as the lab's default name. All errors come at once.
/// Unknown and duplicate keys, cyclic or exploding aliases, and conflicts inside the lab (same
/// name, host port, MAC, IP) are errors; what this host lacks is not judged here.
[[nodiscard]] tl::expected<LabSpec, Diagnostics> readLab(const QByteArray &text, const QString &file);

} // namespace hydra
