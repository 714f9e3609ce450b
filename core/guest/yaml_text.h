// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <yaml-cpp/yaml.h>

namespace hydra {

/// YAML values for cloud-init. A text scalar carries the tag "!", which yaml-cpp also gives to
/// quoted scalars it reads; `yamlText` quotes exactly those, so "0644" and "no" remain texts. Pure.
/// No exception of yaml-cpp's leaves these functions.
[[nodiscard]] YAML::Node yamlString(const QString &text);
[[nodiscard]] YAML::Node yamlStrings(const QStringList &texts);

/// NODE as block YAML text ending in a newline.
[[nodiscard]] QByteArray yamlText(const YAML::Node &node);

/// Reads a mapping. Invalid for syntax errors, anything but a mapping, duplicate keys, cyclic
/// aliases and documents that expand beyond 20,000 nodes.
[[nodiscard]] Result<YAML::Node> readYamlMapping(const QString &text, const QString &where);

/// Merges THEIRS into OURS: their scalars win, mappings merge key by key, lists are appended.
void mergeYaml(YAML::Node &ours, const YAML::Node &theirs);

} // namespace hydra
