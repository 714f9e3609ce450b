// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/reader.h"

#include "core/yaml/builder.h"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <QList>
#include <QStringDecoder>

#include <algorithm>
#include <sstream>

namespace hydra {
namespace {

constexpr qsizetype maxBytes = 1 << 20;
// yaml-cpp holds a whole flow collection as tokens, some 100 bytes each, before it yields the
// first.
constexpr qsizetype maxIndicators = 200'000;

YamlMark markAt(const QByteArray &text, qsizetype offset)
{
    YamlMark mark;
    mark.offset = offset;
    mark.line = 1 + int(std::count(text.begin(), text.begin() + offset, '\n'));
    const qsizetype lineStart = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    mark.column = int(offset - lineStart);
    return mark;
}

Diagnostics complaint(const QByteArray &text, const QString &file, const YamlMark &mark,
                      const QString &what, const QString &hint)
{
    return {Diagnostic{file, mark.line, columnForPeople(text, mark), {}, what, hint}};
}

/// The offset of the first byte that is not part of valid UTF-8, or -1.
qsizetype firstInvalidByte(const QByteArray &text)
{
    QStringDecoder whole(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = whole.decode(text);
    if (!whole.hasError())
        return -1;
    qsizetype low = 0;
    qsizetype high = text.size();
    // Binary search for the shortest prefix that is invalid and not merely truncated.
    while (low < high) {
        const qsizetype middle = (low + high) / 2;
        QStringDecoder part(QStringDecoder::Utf8);
        const QString ignored = part.decode(text.left(middle + 1));
        if (part.hasError())
            high = middle;
        else
            low = middle + 1;
    }
    return std::min(low, text.size() - 1);
}

qsizetype firstControlByte(const QByteArray &text)
{
    const auto found = std::find_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7f;
    });
    return found == text.end() ? -1 : found - text.begin();
}

/// Reasons to refuse TEXT before any YAML parser sees it; empty when there are none.
Diagnostics refuse(const QByteArray &text, const QString &file)
{
    if (text.size() > maxBytes)
        return complaint(
            text, file, {}, QStringLiteral("is larger than 1 MiB"),
            QStringLiteral("a lab file is a few KiB; check that this is the right file"));
    if (const qsizetype at = firstControlByte(text); at >= 0)
        return complaint(
            text, file, markAt(text, at),
            QStringLiteral("has the control character 0x%1")
                .arg(int(static_cast<unsigned char>(text[at])), 2, 16, QLatin1Char('0')),
            QStringLiteral("a lab file is plain UTF-8 text; remove it"));
    if (const qsizetype at = firstInvalidByte(text); at >= 0)
        return complaint(text, file, markAt(text, at), QStringLiteral("is not valid UTF-8"),
                         QStringLiteral("save the file in the encoding UTF-8"));
    const auto indicators = std::count_if(text.begin(), text.end(), [](char c) {
        return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
    });
    if (indicators > maxIndicators)
        return complaint(text, file, {}, QStringLiteral("has more than 200000 brackets and commas"),
                         QStringLiteral("check that this is a lab file"));
    return {};
}

QString hintFor(const QByteArray &text, const YamlMark &mark)
{
    const QByteArray line = text.mid(mark.offset - mark.column, mark.column + 1);
    const bool onlyBlank =
        std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t'; });
    if (line.contains('\t') && (onlyBlank || line.trimmed().size() <= 1))
        return QStringLiteral("indent with spaces, not with tabs");
    return QStringLiteral("check the indentation, quotes and brackets here and just above");
}

// Trims the message to what all versions of yaml-cpp say: newer ones append the anchor's name.
QString wordsOf(const YAML::Exception &error)
{
    const QString words = QString::fromStdString(error.msg);
    const QString unknownAnchor = QStringLiteral("the referenced anchor is not defined");
    return words.startsWith(unknownAnchor) ? unknownAnchor : words;
}

Diagnostics turned(const YAML::Exception &error, const QByteArray &text, const QString &file)
{
    YamlMark mark;
    if (error.mark.pos >= 0)
        mark = markAt(text, std::min<qsizetype>(error.mark.pos, text.size()));
    return complaint(text, file, mark, QStringLiteral("is not YAML: %1").arg(wordsOf(error)),
                     hintFor(text, mark));
}

} // namespace

QByteArray withoutByteOrderMark(const QByteArray &text)
{
    return text.startsWith("\xef\xbb\xbf") ? text.mid(3) : text;
}

tl::expected<YamlDocument, Diagnostics> readYaml(const QByteArray &source, const QString &file)
{
    const QByteArray text = withoutByteOrderMark(source);
    if (Diagnostics refused = refuse(text, file); !refused.empty())
        return tl::unexpected(std::move(refused));
    YamlBuilder builder(text, file);
    try {
        std::istringstream stream(text.toStdString());
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const YamlBuilder::Stop &stop) {
        return tl::unexpected(complaint(text, file, stop.mark, stop.what, stop.hint));
    } catch (const YAML::Exception &error) {
        return tl::unexpected(turned(error, text, file));
    } catch (const std::exception &error) {
        return tl::unexpected(complaint(
            text, file, {},
            QStringLiteral("cannot be read: %1").arg(QString::fromUtf8(error.what())), {}));
    }
    YamlDocument document = builder.take();
    document.empty = !document.root;
    if (document.empty)
        document.root = std::make_shared<YamlNode>();
    return document;
}

} // namespace hydra
