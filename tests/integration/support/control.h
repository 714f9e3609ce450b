// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>

namespace hydra::test {

class Sandbox;

/// One request to a keeper's control socket, spoken by hand so that the protocol itself is tested.
/// Nothing when there is no keeper, no hello, or no reply in time; else the whole reply.
[[nodiscard]] std::optional<QJsonObject> askKeeper(const Sandbox &box, const QString &vm, const QString &method,
                                                   const QJsonObject &params = {},
                                                   std::chrono::seconds patience = std::chrono::seconds(10));

/// QEMU's answer to a QMP command; nothing when there is none or it is an error.
[[nodiscard]] std::optional<QJsonValue> askQemu(const Sandbox &box, const QString &vm, const QString &command,
                                                const QJsonObject &arguments = {});

} // namespace hydra::test
