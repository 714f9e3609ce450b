// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace hydra {

/// The range of host ports from which outgoing connections are assigned theirs (ephemeral ports).
struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t last = 0;
    bool operator==(const PortRange &) const = default;
};

/// What this machine has to spare at the moment, and how it is set up. Each function reads a small
/// file or asks the kernel; any thread. PROC is for tests (Linux only).

/// Memory that new programs can have without swapping; nothing when the system does not report it.
[[nodiscard]] std::optional<MemorySize>
availableMemory(const QString &proc = QStringLiteral("/proc"));
/// What this user may still write at PATH, or at its nearest existing parent directory.
[[nodiscard]] std::optional<MemorySize> freeDisk(const QString &path);
[[nodiscard]] std::optional<PortRange> outgoingPorts(const QString &proc = QStringLiteral("/proc"));
/// An id that changes with each boot of the host; empty when unknown.
[[nodiscard]] QString hostBootId();
/// The system's package manager: apt, dnf, brew; empty when it is none of them.
[[nodiscard]] QString packageSystem();

} // namespace hydra
