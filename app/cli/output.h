// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hydra::cli {

/// The option `--format table|json|yaml`.
enum class Format { Table, Json, Yaml };

/// Adds --format to a command that lists or shows something.
void addFormat(CLI::App &command, Format &format);

/// Writes to stdout.
void print(const QString &text);
/// Writes JSON or YAML with a final newline; Table writes JSON.
void printValue(const QJsonObject &value, Format format);
/// Writes one JSON object on one line and flushes.
void printJsonLine(const QJsonObject &value);

/// A table with columns as wide as their cells, two spaces apart, without trailing blanks.
[[nodiscard]] QString table(const QStringList &header, const std::vector<QStringList> &rows);

/// "3s", "5m", "2h", "4d": the largest whole unit.
[[nodiscard]] QString age(qint64 seconds);

} // namespace hydra::cli
