// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/lab_spec.h"

#include <cstdint>
#include <optional>
#include <set>

namespace hydra {

/// Host ports, asked of the kernel by binding and closing again: what is free now may be taken the
/// next moment, so QEMU's own failure must be understood too. Any thread; nothing blocks.

/// Conflict, with the holder and a free port near it as the hint, when somebody has it; Failed when
/// it cannot be bound for another reason (no such address, a port below 1024).
[[nodiscard]] Result<void> checkPort(const QString &address, std::uint16_t port, Protocol protocol);
[[nodiscard]] bool isPortFree(const QString &address, std::uint16_t port, Protocol protocol);

/// Where `auto` forwards take theirs from.
inline constexpr std::uint16_t firstAutoPort = 20000;
inline constexpr std::uint16_t lastAutoPort = 29999;

/// A free port for an `auto` forward, of these: below the range that outgoing connections
/// take theirs from, so that it stays free while the VM is down. None of AVOID.
[[nodiscard]] Result<std::uint16_t> chooseFreePort(const QString &address, Protocol protocol,
                                                   const std::set<std::uint16_t> &avoid);

/// The first free port above WANTED, else any; nothing when all are taken.
[[nodiscard]] std::optional<std::uint16_t> proposeFreePort(const QString &address,
                                                           std::uint16_t wanted, Protocol protocol,
                                                           const std::set<std::uint16_t> &avoid = {});

/// Who listens on a port.
struct PortHolder {
    qint64 pid = 0;
    QString program;
    bool operator==(const PortHolder &) const = default;
};

/// Best effort: only Linux, and of other users' processes only for root. PROC: tests.
[[nodiscard]] std::optional<PortHolder> portHolder(std::uint16_t port, Protocol protocol,
                                                   const QString &proc = QStringLiteral("/proc"));

} // namespace hydra
