// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/print.h"

#include "core/cri/crictl_text.h"
#include "core/yaml/emit.h"

#include <CLI/CLI.hpp>
#include <QJsonDocument>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace hydra::cli {
namespace {

bool isNamed(const QJsonValue &image, const QString &name)
{
    const QString id = image[u"id"].toString();
    const QString bare = id.startsWith(u"sha256:") ? id.mid(7) : id;
    const QJsonArray tags = image[u"repoTags"].toArray();
    return tags.contains(name) || tags.contains(name + QStringLiteral(":latest")) ||
           image[u"repoDigests"].toArray().contains(name) ||
           (!name.isEmpty() && (id.startsWith(name) || bare.startsWith(name)));
}

QJsonArray keepIf(const QJsonArray &images, const std::function<bool(qsizetype)> &keep)
{
    QJsonArray kept;
    for (qsizetype i = 0; i < images.size(); ++i) {
        if (keep(i))
            kept.append(images[i]);
    }
    return kept;
}

qsizetype placeOf(const QJsonArray &images, const QString &name)
{
    return std::find_if(images.begin(), images.end(),
                        [&](const QJsonValue &image) { return isNamed(image, name); }) -
           images.begin();
}

/// A list as crictl writes it: each item's first line behind a dash.
QString yamlOf(const QJsonValue &value)
{
    if (!value.isArray())
        return emitYaml(value.toObject());
    QString text;
    for (const QJsonValue &item : value.toArray()) {
        const QString lines = emitYaml(item.toObject()).trimmed();
        text +=
            QStringLiteral("- ") + QString(lines).replace(u'\n', QStringLiteral("\n  ")) + u'\n';
    }
    return text;
}

} // namespace

void addOutput(CLI::App &command, Format &format, const std::vector<std::string> &words)
{
    static const QMap<QString, Format> formats{{QStringLiteral("table"), Format::Table},
                                               {QStringLiteral("json"), Format::Json},
                                               {QStringLiteral("yaml"), Format::Yaml}};
    format = formats.value(QString::fromStdString(words.front()));
    command
        .add_option_function<std::string>(
            "-o,--output",
            [&format](const std::string &word) {
                format = formats.value(QString::fromStdString(word));
            },
            "How it is written")
        ->check(CLI::IsMember(words))
        ->default_str(words.front());
}

void addOutput(CLI::App &command, CrictlOutput &output, std::vector<std::string> words)
{
    output.word = words.front();
    words.emplace_back("go-template");
    command.add_option("-o,--output", output.word, "How it is written")
        ->check(CLI::IsMember(words))
        ->capture_default_str();
    command.add_option("--template", output.text,
                       "With -o go-template: what is written, as Go's text/template has it");
}

Result<void> CrictlOutput::prepare()
{
    const bool wanted = word == "go-template";
    if (wanted == text.empty())
        return fail(ErrorCode::Invalid,
                    wanted ? QStringLiteral("go-template needs a template")
                           : QStringLiteral("a template is for -o go-template"),
                    QStringLiteral("--template"),
                    QStringLiteral("write -o go-template --template '{{.status.id}}'"));
    if (!wanted)
        return {};
    auto parsed = GoTemplate::parse(QString::fromStdString(text));
    if (!parsed)
        return fail(parsed.error());
    goTemplate = std::move(*parsed);
    return {};
}

Result<void> CrictlOutput::write(const QJsonValue &value) const
{
    if (goTemplate) {
        const auto written = goTemplate->run(value);
        if (!written)
            return fail(written.error());
        print(withoutControls(*written, u"\n\t") + u'\n');
    } else if (word == "yaml") {
        print(withoutControls(yamlOf(value), u"\n"));
    } else {
        const QJsonDocument json =
            value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
        print(withoutControls(QString::fromUtf8(json.toJson()), u"\n"));
    }
    return {};
}

Result<QRegularExpression> patternOf(const QString &text, const char *option)
{
    QRegularExpression pattern(text);
    if (pattern.isValid())
        return pattern;
    return fail(
        ErrorCode::Invalid,
        QStringLiteral("'%1' is no regular expression: %2").arg(text, pattern.errorString()),
        QLatin1String(option));
}

QJsonObject readPairs(const std::vector<std::string> &words)
{
    QJsonObject pairs;
    for (const std::string &word : words)
        pairs[QString::fromStdString(word).section(u'=', 0, 0)] =
            QString::fromStdString(word).section(u'=', 1);
    return pairs;
}

Result<QJsonArray> filterImages(QJsonArray images, const std::vector<std::string> &filters)
{
    for (const std::string &filter : filters) {
        const QString kind = QString::fromStdString(filter).section(u'=', 0, 0);
        const QString value = QString::fromStdString(filter).section(u'=', 1);
        if (kind == u"dangling") {
            images = keepIf(images, [&](qsizetype i) {
                return images[i][u"repoTags"].toArray().isEmpty() == (value == u"true");
            });
        } else if (kind == u"reference") {
            const auto pattern = patternOf(value, "--filter");
            if (!pattern)
                return fail(pattern.error());
            images = keepIf(images, [&](qsizetype i) {
                return pattern->match(images[i][u"repoDigests"][0].toString().section(u'@', 0, 0))
                    .hasMatch();
            });
        } else if (kind == u"before" || kind == u"since") {
            const qsizetype place = placeOf(images, value);
            if (place < images.size()) // as crictl: beside an image that is not there are all
                images = keepIf(
                    images, [&](qsizetype i) { return kind == u"before" ? i > place : i < place; });
        } else {
            return fail(
                ErrorCode::Invalid,
                QStringLiteral("'%1' is no filter").arg(QString::fromStdString(filter)),
                QStringLiteral("--filter"),
                QStringLiteral("known: dangling=BOOL, reference=REGEX, before=IMAGE, since=IMAGE"));
        }
    }
    return images;
}

} // namespace hydra::cli
