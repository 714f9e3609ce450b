// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/yaml_node.h"

#include <QJsonValue>

namespace hydra {

/// A YAML value as JSON, by YAML 1.2's core schema: plain true, false, null and numbers are such, what is quoted
/// is text. A whole number beyond 53 bits stays text, as protobuf's JSON wants it. Pure.
[[nodiscard]] QJsonValue toJson(const YamlNode &node);

} // namespace hydra
