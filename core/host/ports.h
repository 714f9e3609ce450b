// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/lab_spec.h"

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace hydra {

/// Host ports, probed by binding and closing again. This races with other programs: a port free now
/// may be taken the next moment, so QEMU's own failure must be understood too. Any thread; nothing
/// blocks.

/// Conflict when the port is taken, with its holder and a free port nearby in the hint; Failed when
/// it cannot be bound for another reason (no such address, a port below 1024).
[[nodiscard]] Result<void> checkPort(const QString &address, std::uint16_t port, Protocol protocol);
[[nodiscard]] bool isPortFree(const QString &address, std::uint16_t port, Protocol protocol);

/// The range that `auto` forwards are chosen from.
inline constexpr std::uint16_t firstAutoPort = 20000;
inline constexpr std::uint16_t lastAutoPort = 29999;

/// A free port for an `auto` forward, from firstAutoPort to lastAutoPort and not in AVOID: below
/// the ephemeral range, so that no outgoing connection takes it while the VM is down.
[[nodiscard]] Result<std::uint16_t> chooseFreePort(const QString &address, Protocol protocol,
                                                   const std::set<std::uint16_t> &avoid);

/// The first free port above WANTED, else any; nothing when all are taken.
[[nodiscard]] std::optional<std::uint16_t>
proposeFreePort(const QString &address, std::uint16_t wanted, Protocol protocol,
                const std::set<std::uint16_t> &avoid = {});

/// Who listens on a port.
struct PortHolder {
    qint64 pid = 0;
    QString program;
    bool operator==(const PortHolder &) const = default;
};

/// Best effort: Linux only, and other users' processes only for root. PROC is for tests.
[[nodiscard]] std::optional<PortHolder> portHolder(std::uint16_t port, Protocol protocol,
                                                   const QString &proc = QStringLiteral("/proc"));

/// A port that a program of this host listens on (TCP) or has bound (UDP).
struct Listener {
    QString address; ///< 0.0.0.0 or :: for all
    std::uint16_t port = 0;
    Protocol protocol = Protocol::Tcp;
    std::optional<PortHolder> holder; ///< unknown for other users' processes, unless root asks
    bool operator==(const Listener &) const = default;
};

/// All of them at once, by one walk through the processes. Nothing where the host tells only root
/// (macOS). Blocks for some milliseconds. PROC is for tests.
[[nodiscard]] std::optional<std::vector<Listener>>
listeners(const QString &proc = QStringLiteral("/proc"));

/// Whether a port bound on A keeps another program from binding it on B. Pure.
[[nodiscard]] bool addressesOverlap(const QString &a, const QString &b);

} // namespace hydra
