// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/lab_spec.h"

#include <QJsonObject>

namespace hydra {

/// A port of this machine, or a unix socket, that leads to a port of a VM that runs on its lab's
/// network. A value.
struct NetworkForward {
    QString path; ///< of the unix socket, absolute; empty: `bind` and `hostPort` count
    QString bind;
    Protocol protocol = Protocol::Tcp;
    std::uint16_t hostPort = 0;
    std::uint16_t guestPort = 0; ///< 0: unknown, which names a forward well enough
    bool operator==(const NetworkForward &) const = default;

    /// Whether both listen at the same place of this machine.
    [[nodiscard]] bool hasSameEnd(const NetworkForward &other) const;
};

/// "[BIND:]HOST:GUEST[/udp]" or "unix:PATH:GUEST"; BIND is used where the text has none, a relative
/// PATH begins in the current directory. Invalid: says what to write. Pure but for that directory.
[[nodiscard]] Result<NetworkForward> parseForward(const QString &text, const QString &bind);
/// The same, and ":GUEST" may be missing.
[[nodiscard]] Result<NetworkForward> parseForwardEnd(const QString &text, const QString &bind);
/// "127.0.0.1:8080", "unix:/run/x": where it listens.
[[nodiscard]] QString forwardEnd(const NetworkForward &forward);

/// As in the keeper's requests `forward_add` and `network` (keeper_client/protocol.h).
[[nodiscard]] QJsonObject toJson(const NetworkForward &forward);
[[nodiscard]] NetworkForward forwardOf(const QJsonObject &json);

} // namespace hydra
