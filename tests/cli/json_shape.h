// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QString>

namespace hydra::test {

/// Compares a value with a SHAPE, itself JSON: an object holds the keys that must be there, a list
/// of one item the shape of every item, and a text names the type: "text", "number", "bool", with
/// "?" after it when null is good too, or "one|of|these". More keys are welcome. Says what
/// differs first, by its path; empty: nothing.
[[nodiscard]] QString shapeError(const QJsonValue &value, const QJsonValue &shape,
                                 const QString &path = QStringLiteral("$"));
/// The same with a shape as JSON text.
[[nodiscard]] QString shapeError(const QJsonValue &value, const char *shape);

} // namespace hydra::test
