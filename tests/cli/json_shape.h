// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QString>

namespace hydra::test {

/// Compares a value with a SHAPE, also JSON: an object lists required keys, a list of one item
/// gives every item's shape, and a text names the type: "text", "number", "bool", with "?" appended
/// if null is allowed, or "one|of|these". Additional keys are allowed. Returns the first difference
/// with its path; empty: none.
[[nodiscard]] QString shapeError(const QJsonValue &value, const QJsonValue &shape,
                                 const QString &path = QStringLiteral("$"));
/// The same with a shape as JSON text.
[[nodiscard]] QString shapeError(const QJsonValue &value, const char *shape);

} // namespace hydra::test
