// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/diagnostic.h"
#include "config/yaml_node.h"

#include <QByteArray>
#include <QStringList>

#include <tl/expected.hpp>

namespace hydra {

/// What changing one value of a YAML file takes, whatever the file means: `hydractl set` and
/// `hydractl settings set` share it. FILE is only used in messages. Pure.

/// One complaint as a failure. LINE 0: the file as a whole.
[[nodiscard]] tl::unexpected<Diagnostics> refuse(const QString &file, const QString &key,
                                                 const QString &what, const QString &hint,
                                                 int line = 0, int column = 0);

/// VALUE as somebody typed it for KEY: YAML, in flow style for lists and maps; blank is null. A
/// complaint never repeats the value, which may be a password.
[[nodiscard]] tl::expected<YamlNode, Diagnostics>
parseYamlValue(const QString &value, const QString &file, const QString &key);

/// TEXT, which reads as ROOT, with VALUE at PATH, its comments, order and style kept. SOURCE: see
/// patchYaml. The result was read again and compared: only that value differs. What cannot be patched
/// so is refused, with the lines it would take as the complaint's diff.
[[nodiscard]] tl::expected<QByteArray, Diagnostics>
patchedYaml(const QByteArray &text, const QString &file, const YamlNode &root,
            const QStringList &path, const YamlNode &value, const QByteArray &source = {});

/// The same without the entry or list item at PATH, which is there.
[[nodiscard]] tl::expected<QByteArray, Diagnostics>
yamlWithout(const QByteArray &text, const QString &file, const YamlNode &root,
            const QStringList &path);

/// The value of a dotted key as one line of YAML; an unknown key gets a suggestion.
[[nodiscard]] tl::expected<QString, Diagnostics>
yamlValueAt(const YamlNode &root, const QString &file, const QString &key);

} // namespace hydra
