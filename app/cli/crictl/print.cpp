// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "crictl/print.h"

#include <CLI/CLI.hpp>
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
    return tags.contains(name) || tags.contains(name + QStringLiteral(":latest")) || image[u"repoDigests"].toArray().contains(name)
           || (!name.isEmpty() && (id.startsWith(name) || bare.startsWith(name)));
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
    return std::find_if(images.begin(), images.end(), [&](const QJsonValue &image) { return isNamed(image, name); }) - images.begin();
}

} // namespace

void addOutput(CLI::App &command, Format &format, const std::vector<std::string> &words)
{
    static const QMap<QString, Format> formats{{QStringLiteral("table"), Format::Table}, {QStringLiteral("json"), Format::Json}, {QStringLiteral("yaml"), Format::Yaml}};
    format = formats.value(QString::fromStdString(words.front()));
    command.add_option_function<std::string>(
               "-o,--output", [&format](const std::string &word) { format = formats.value(QString::fromStdString(word)); }, "How it is written")
        ->check(CLI::IsMember(words))
        ->default_str(words.front());
}

QJsonObject readPairs(const std::vector<std::string> &words)
{
    QJsonObject pairs;
    for (const std::string &word : words)
        pairs[QString::fromStdString(word).section(u'=', 0, 0)] = QString::fromStdString(word).section(u'=', 1);
    return pairs;
}

Result<QJsonArray> filterImages(QJsonArray images, const std::vector<std::string> &filters)
{
    for (const std::string &filter : filters) {
        const QString kind = QString::fromStdString(filter).section(u'=', 0, 0);
        const QString value = QString::fromStdString(filter).section(u'=', 1);
        if (kind == u"dangling") {
            images = keepIf(images, [&](qsizetype i) { return images[i][u"repoTags"].toArray().isEmpty() == (value == u"true"); });
        } else if (kind == u"reference") {
            const QRegularExpression pattern(value);
            images = keepIf(images, [&](qsizetype i) { return pattern.match(images[i][u"repoDigests"][0].toString().section(u'@', 0, 0)).hasMatch(); });
        } else if (kind == u"before" || kind == u"since") {
            const qsizetype place = placeOf(images, value);
            images = keepIf(images, [&](qsizetype i) { return kind == u"before" ? i > place : i < place; });
        } else {
            return fail(ErrorCode::Invalid, QStringLiteral("'%1' is no filter").arg(QString::fromStdString(filter)), QStringLiteral("--filter"),
                        QStringLiteral("known: dangling=BOOL, reference=REGEX, before=IMAGE, since=IMAGE"));
        }
    }
    return images;
}

} // namespace hydra::cli
