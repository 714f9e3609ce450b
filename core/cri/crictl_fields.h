// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace hydra::crictl {

/// Fields of CRI's messages in protobuf's JSON, in crictl's words. Pure.

[[nodiscard]] QString text(const QJsonValue &object, QStringView key);
[[nodiscard]] qint64 number(const QJsonValue &value);
[[nodiscard]] double amount(const QJsonValue &value);            ///< of a UInt64Value or Int64Value
[[nodiscard]] QString ago(const QJsonValue &item, qint64 nowNs); ///< its createdAt
[[nodiscard]] QString labelOf(const QJsonValue &item, const char *key); ///< "unknown": it has none
[[nodiscard]] QString stateOf(const QJsonValue &item);                  ///< Running, NotReady
[[nodiscard]] QString attemptOf(const QJsonValue &item);

} // namespace hydra::crictl
