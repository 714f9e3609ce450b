// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/pull/checksum_list.h"

#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

constexpr qsizetype longestChecksumLine = 4096;

struct ListedFile {
    QString digest;
    QString name; ///< empty: the line has a digest only
};

bool isDigest(const QString &text)
{
    static const QString hex = QStringLiteral("0123456789abcdef");
    return (text.size() == 64 || text.size() == 128) &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return hex.contains(c); });
}

std::optional<ListedFile> listedFile(const QString &line)
{
    static const QRegularExpression bsd(
        QStringLiteral("^SHA(?:256|512) ?\\(([^()]+)\\) ?= ?([0-9A-Fa-f]{64,128})$"));
    if (const auto match = bsd.match(line); match.hasMatch())
        return ListedFile{.digest = match.captured(2).toLower(), .name = match.captured(1)};
    static const QRegularExpression gnu(
        QStringLiteral("^([0-9A-Fa-f]{64,128})(?:[ \\t]+\\*?(.+))?$"));
    if (const auto match = gnu.match(line); match.hasMatch())
        return ListedFile{.digest = match.captured(1).toLower(), .name = match.captured(2)};
    return {};
}

} // namespace

std::optional<ListedDigest> digestIn(QByteArrayView text, const QString &file)
{
    ListedDigest best;
    qsizetype lines = 0;
    QString lone;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView raw = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (raw.trimmed().isEmpty() || raw.size() > longestChecksumLine)
            continue;
        ++lines;
        const auto listed = listedFile(QString::fromUtf8(raw.trimmed()));
        if (!listed || !isDigest(listed->digest))
            continue;
        if (listed->name.isEmpty())
            lone = listed->digest;
        if (listed->name.section(u'/', -1) != file || listed->name.isEmpty())
            continue;
        if (best.hex.size() == listed->digest.size() && best.hex != listed->digest)
            return {};
        if (listed->digest.size() > best.hex.size())
            best.hex = listed->digest;
    }
    if (best.hex.isEmpty() && lines == 1)
        best.hex = lone;
    return best.hex.isEmpty() ? std::nullopt : std::optional(best);
}

} // namespace hydra
