// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace hydra {

/// From which host ports outgoing connections take theirs.
struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t last = 0;
    bool operator==(const PortRange &) const = default;
};

/// What this machine has to spare now and what it is at. Each reads a small file or asks the
/// kernel; any thread. PROC is for tests (Linux only).

/// Memory that new programs can have without swapping; nothing when the system does not tell.
[[nodiscard]] std::optional<MemorySize>
availableMemory(const QString &proc = QStringLiteral("/proc"));
/// What this user may still write at PATH, or in the nearest directory above it that is there.
[[nodiscard]] std::optional<MemorySize> freeDisk(const QString &path);
[[nodiscard]] std::optional<PortRange> outgoingPorts(const QString &proc = QStringLiteral("/proc"));
/// Another one after each start of the machine; empty when unknown.
[[nodiscard]] QString hostBootId();
/// The program that installs packages here: apt, dnf, brew; empty when it is none of them.
[[nodiscard]] QString packageSystem();

} // namespace hydra
