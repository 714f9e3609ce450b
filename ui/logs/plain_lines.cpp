// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/plain_lines.h"

#include "core/console/escape_scanner.h"

#include <QRegularExpression>

namespace hydra::ui {
namespace {

QString withoutEscapes(const QByteArray &bytes)
{
    QByteArray plain;
    EscapeScanner scanner;
    for (const EscapePiece &piece : scanner.feed(bytes)) {
        if (piece.kind == EscapePiece::Kind::Plain)
            plain += piece.bytes;
    }
    return QString::fromUtf8(plain + scanner.flush());
}

} // namespace

QStringList plainLines(const QByteArray &bytes)
{
    static const QRegularExpression controls(
        QStringLiteral("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]"));
    QString text = withoutEscapes(bytes);
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"))
        .replace(u'\t', QStringLiteral("        "));
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        QString visible = line.section(u'\r', -1, -1, QString::SectionSkipEmpty);
        lines << visible.remove(controls);
    }
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    return lines;
}

} // namespace hydra::ui
