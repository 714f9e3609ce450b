// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include "core/cri/crictl_text.h"
#include "core/yaml/emit.h"

#include <CLI/CLI.hpp>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>
#include <map>

namespace hydra::cli {

void addFormat(CLI::App &command, Format &format)
{
    static const std::map<std::string, Format> names{
        {"table", Format::Table}, {"json", Format::Json}, {"yaml", Format::Yaml}};
    command.add_option("--format", format, "table, json or yaml")
        ->transform(CLI::CheckedTransformer(names, CLI::ignore_case))
        ->type_name("FORMAT");
}

void print(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
}

void printValue(const QJsonObject &value, Format format)
{
    // JSON and YAML both escape C0 controls; other control characters only appear within quotes,
    // where withoutControls' escapes have the same meaning.
    const QString text =
        format == Format::Yaml ? emitYaml(value) : QString::fromUtf8(QJsonDocument(value).toJson());
    print(withoutControls(text, u"\n"));
}

void printJsonLine(const QJsonObject &value)
{
    print(withoutControls(QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact))) +
          u'\n');
    std::fflush(stdout);
}

QString table(const QStringList &header, const std::vector<QStringList> &rows)
{
    std::vector<qsizetype> widths;
    for (const QString &cell : header)
        widths.push_back(cell.size());
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[size_t(i)] = std::max(widths[size_t(i)], row[i].size());
    }
    QString text;
    const auto append = [&](const QStringList &row) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += row[i].leftJustified(widths[size_t(i)] + 2);
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    };
    append(header);
    std::for_each(rows.begin(), rows.end(), append);
    return text;
}

QString age(qint64 seconds)
{
    if (seconds < 60)
        return QStringLiteral("%1s").arg(std::max<qint64>(0, seconds));
    if (seconds < 3600)
        return QStringLiteral("%1m").arg(seconds / 60);
    if (seconds < 86400)
        return QStringLiteral("%1h").arg(seconds / 3600);
    return QStringLiteral("%1d").arg(seconds / 86400);
}

} // namespace hydra::cli
