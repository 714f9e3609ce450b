// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_config.h"

#include "core/base/ids.h"
#include "core/config/value.h"
#include "core/cri/crictl_text.h"
#include "core/cri/read_message.h"
#include "core/yaml/reader.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hydra {
namespace {

YamlNodePtr nodeOf(const QJsonValue &value)
{
    auto node = std::make_shared<YamlNode>();
    node->mark.line = 0; // nobody knows where it stands
    if (value.isNull())
        return node;
    node->kind = YamlNode::Kind::Scalar;
    node->quoted = value.isString();
    node->text =
        value.isBool() ? QVariant(value.toBool()).toString() : value.toVariant().toString();
    if (value.isArray()) {
        node->kind = YamlNode::Kind::Sequence;
        for (const QJsonValue &item : value.toArray())
            node->items.push_back(nodeOf(item));
    } else if (value.isObject()) {
        node->kind = YamlNode::Kind::Map;
        const QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry)
            node->entries.push_back({entry.key(), node->mark, true, nodeOf(*entry)});
    }
    return node;
}

/// TEXT as YAML, of which JSON is a part; JSON that our YAML reader does not take (an emoji written
/// as two \u) is read without places.
tl::expected<YamlDocument, Diagnostics> readDocument(const QByteArray &text, const QString &file)
{
    auto yaml = readYaml(text, file);
    if (yaml)
        return yaml;
    const QJsonDocument json = QJsonDocument::fromJson(text);
    if (!json.isObject())
        return yaml;
    return YamlDocument{nodeOf(json.object()), {}};
}

Diagnostic diagnosticOf(const CriComplaint &complaint, const QByteArray &text, const QString &file)
{
    const int line = complaint.mark.line;
    return {file,
            line,
            line == 0 ? 0 : columnForPeople(text, complaint.mark),
            complaint.key,
            complaint.what,
            complaint.word.isEmpty() ? complaint.hint : suggest(complaint.word, complaint.known)};
}

// The words of a file may hold anything, and messages go to terminals.
Error errorOf(const Diagnostics &wrong)
{
    const Diagnostic &first = wrong.front();
    QStringList lines;
    for (const Diagnostic &each : wrong)
        lines << withoutControls(formatDiagnostic(each));
    QString where = first.file;
    if (first.line > 0)
        where += QStringLiteral(":%1:%2").arg(first.line).arg(first.column);
    if (!first.key.isEmpty())
        where += QStringLiteral(": ") + withoutControls(first.key);
    return {ErrorCode::Invalid, withoutControls(first.what), where, first.hint, lines.join(u'\n')};
}

/// A key that must have a text: PART.KEY.
struct NeededKey {
    const char *part;
    const char *key;
};

Diagnostics missing(const QJsonObject &config, const std::vector<NeededKey> &needed,
                    const QString &file)
{
    Diagnostics all;
    for (const auto &[part, key] : needed) {
        if (config[QLatin1String(part)][QLatin1String(key)].toString().isEmpty())
            all.push_back(
                {.file = file,
                 .key = QStringLiteral("%1.%2").arg(QLatin1String(part), QLatin1String(key)),
                 .what = QStringLiteral("is missing"),
                 .hint = QStringLiteral("write %1: {%2: …}")
                             .arg(QLatin1String(part), QLatin1String(key))});
    }
    return all;
}

Result<CrictlConfig> readConfig(const QByteArray &text, const QString &file, const QString &type,
                                const std::vector<NeededKey> &needed)
{
    const QByteArray body = withoutByteOrderMark(text);
    const auto yaml = readDocument(body, file);
    if (!yaml || !yaml->complaints.empty())
        return fail(errorOf(yaml ? yaml->complaints : yaml.error()));
    if (yaml->root->kind != YamlNode::Kind::Map)
        return fail(ErrorCode::Invalid, QStringLiteral("is no map"), file,
                    QStringLiteral("it begins with metadata: {name: …}"));
    const auto reading = readCriMessage(type, *yaml->root);
    if (!reading)
        return fail(reading.error());
    Diagnostics wrong;
    for (const CriComplaint &complaint : reading->wrong)
        wrong.push_back(diagnosticOf(complaint, body, file));
    if (wrong.empty())
        wrong = missing(reading->message, needed, file);
    if (!wrong.empty())
        return fail(errorOf(wrong));
    CrictlConfig config{.message = reading->message, .warnings = {}};
    for (const CriComplaint &complaint : reading->unknown)
        config.warnings << withoutControls(formatDiagnostic(diagnosticOf(complaint, body, file)));
    return config;
}

void setDefault(QJsonObject &config, const QString &part, const QString &key, const QString &value)
{
    QJsonObject inner = config[part].toObject();
    if (inner[key].toString().isEmpty())
        inner[key] = value;
    config[part] = inner;
}

} // namespace

Result<CrictlConfig> readPodConfig(const QByteArray &text, const QString &file)
{
    auto config = readConfig(text, file, QStringLiteral("PodSandboxConfig"),
                             {{"metadata", "name"}, {"metadata", "namespace"}});
    if (config)
        setDefault(config->message, QStringLiteral("metadata"), QStringLiteral("uid"), randomId());
    return config;
}

Result<CrictlConfig> readContainerConfig(const QByteArray &text, const QString &file)
{
    auto config = readConfig(text, file, QStringLiteral("ContainerConfig"),
                             {{"metadata", "name"}, {"image", "image"}});
    if (config)
        completeContainerConfig(config->message);
    return config;
}

void completeContainerConfig(QJsonObject &config)
{
    setDefault(config, QStringLiteral("image"), QStringLiteral("user_specified_image"),
               config[u"image"][u"image"].toString());
}

} // namespace hydra
