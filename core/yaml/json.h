// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.h"

#include <QJsonValue>

namespace hydra {

/// A YAML value as JSON by YAML 1.2's core schema: plain true, false, null and numbers are typed,
/// quoted scalars are text. An integer beyond 53 bits stays text, as protobuf's JSON mapping wants
/// it.
/// Pure.
[[nodiscard]] QJsonValue toJson(const YamlNode &node);

} // namespace hydra
