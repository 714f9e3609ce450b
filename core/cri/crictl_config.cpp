// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/crictl_config.h"

#include "base/ids.h"
#include "config/yaml_json.h"
#include "config/yaml_reader.h"

#include <QJsonDocument>

namespace hydra {
namespace {

Result<QJsonObject> readConfig(const QByteArray &text, const QString &file)
{
    if (const QJsonDocument json = QJsonDocument::fromJson(text); json.isObject())
        return json.object();
    const auto yaml = readYaml(text, file);
    if (!yaml)
        return fail(ErrorCode::Invalid, yaml.error().front().what, file);
    const QJsonValue value = toJson(*yaml->root);
    if (!value.isObject())
        return fail(ErrorCode::Invalid, QStringLiteral("is no map"), file, QStringLiteral("it begins with metadata: {name: …}"));
    return value.toObject();
}

Result<void> need(const QJsonObject &config, const char *part, const char *key, const QString &file)
{
    if (!config[QLatin1String(part)][QLatin1String(key)].toString().isEmpty())
        return {};
    return fail(ErrorCode::Invalid, QStringLiteral("%1.%2 is missing").arg(QLatin1String(part), QLatin1String(key)), file);
}

void setDefault(QJsonObject &config, const QString &part, const QString &key, const QString &value)
{
    QJsonObject inner = config[part].toObject();
    if (inner[key].toString().isEmpty())
        inner[key] = value;
    config[part] = inner;
}

} // namespace

Result<QJsonObject> readPodConfig(const QByteArray &text, const QString &file)
{
    auto config = readConfig(text, file);
    if (!config)
        return config;
    for (const char *key : {"name", "namespace"}) {
        if (auto there = need(*config, "metadata", key, file); !there)
            return fail(there.error());
    }
    setDefault(*config, QStringLiteral("metadata"), QStringLiteral("uid"), randomId());
    return config;
}

Result<QJsonObject> readContainerConfig(const QByteArray &text, const QString &file)
{
    auto config = readConfig(text, file);
    if (!config)
        return config;
    if (auto there = need(*config, "metadata", "name", file); !there)
        return fail(there.error());
    if (auto there = need(*config, "image", "image", file); !there)
        return fail(there.error());
    setDefault(*config, QStringLiteral("image"), QStringLiteral("user_specified_image"), (*config)[u"image"][u"image"].toString());
    return config;
}

} // namespace hydra
