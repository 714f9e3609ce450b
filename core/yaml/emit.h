// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace hydra {

/// A JSON value as a YAML document in block style, with a final newline. Strings that YAML would
/// read as something else are quoted. Pure.
[[nodiscard]] QString emitYaml(const QJsonObject &value);

} // namespace hydra
