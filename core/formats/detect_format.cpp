// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/formats/detect_format.h"

#include "core/yaml/reader.h"

#include <QFileInfo>

namespace hydra {

QString detectImportFormat(const QByteArray &text, const QString &file)
{
    const auto yaml = readYaml(text, file);
    if (!yaml || yaml->root->kind != YamlNode::Kind::Map) {
        // A lab file with a YAML error is recognised as well, so that the user sees that error.
        const bool meant = file.endsWith(u".yaml") || file.endsWith(u".yml") ||
                           text.startsWith("vms:") || text.contains("\nvms:");
        return meant ? QStringLiteral("lab") : QStringLiteral("env");
    }
    if (QFileInfo(file).fileName() == u"vm-config.yaml")
        return QStringLiteral("vm-config");
    for (const char *key : {"vms", "version", "common"}) {
        if (yaml->root->find(QLatin1String(key)))
            return QStringLiteral("lab");
    }
    return QStringLiteral("helm-values");
}

} // namespace hydra
