// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/diagnostic.h"
#include "core/yaml/node.h"

#include <QByteArray>
#include <QStringList>

#include <tl/expected.hpp>

namespace hydra {

/// Changes to one value of a YAML file, whatever the file means; shared by `hydractl set` and
/// `hydractl settings set`. FILE is only used in messages. Pure.

/// One complaint as a failure. LINE 0: the file as a whole.
[[nodiscard]] tl::unexpected<Diagnostics> refuse(const QString &file, const QString &key,
                                                 const QString &what, const QString &hint,
                                                 int line = 0, int column = 0);

/// Parses VALUE as typed for KEY: YAML, in flow style for lists and maps; blank means null. An
/// error never repeats the value, which may be a password.
[[nodiscard]] tl::expected<YamlNode, Diagnostics>
parseYamlValue(const QString &value, const QString &file, const QString &key);

/// TEXT, which reads as ROOT, with VALUE at PATH; comments, order and style are kept. SOURCE: see
/// patchYaml. The result has been read again and compared: only that value differs. An edit that
/// cannot be patched in this way is refused, and the error's diff shows the lines it would change.
[[nodiscard]] tl::expected<QByteArray, Diagnostics>
patchedYaml(const QByteArray &text, const QString &file, const YamlNode &root,
            const QStringList &path, const YamlNode &value, const QByteArray &source = {});

/// The same for removing the entry or list item at PATH, which must exist.
[[nodiscard]] tl::expected<QByteArray, Diagnostics> yamlWithout(const QByteArray &text,
                                                                const QString &file,
                                                                const YamlNode &root,
                                                                const QStringList &path);

/// The value of a dotted key as one line of YAML; an unknown key gets a suggestion.
[[nodiscard]] tl::expected<QString, Diagnostics>
yamlValueAt(const YamlNode &root, const QString &file, const QString &key);

} // namespace hydra
