// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>

namespace hydra::test {

class Sandbox;

/// Sends one request to a keeper's control socket, without our client, to test the protocol itself.
/// Nothing without a keeper, a hello, or a reply in time; else the whole reply.
[[nodiscard]] std::optional<QJsonObject>
askKeeper(const Sandbox &box, const QString &vm, const QString &method,
          const QJsonObject &params = {}, std::chrono::seconds patience = std::chrono::seconds(10));

/// QEMU's reply to a QMP command; nothing when it fails.
[[nodiscard]] std::optional<QJsonValue> askQemu(const Sandbox &box, const QString &vm,
                                                const QString &command,
                                                const QJsonObject &arguments = {});

} // namespace hydra::test
