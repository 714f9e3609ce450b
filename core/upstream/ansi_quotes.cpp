// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/ansi_quotes.h"

#include <QByteArray>
#include <QStringDecoder>

namespace hydra {
namespace {

/// Reads up to MOST digits of BASE at AT and advances AT; -1 when there is none.
qint64 readDigits(const QString &text, qsizetype &at, int most, int base)
{
    qint64 number = -1;
    for (int i = 0; i < most && at < text.size(); ++i, ++at) {
        bool isDigit = false;
        const int digit = QString(text[at]).toInt(&isDigit, base);
        if (!isDigit || !text[at].isLetterOrNumber())
            break;
        number = (number < 0 ? 0 : number) * base + digit;
    }
    return number;
}

QByteArray utf8(qint64 code)
{
    if (code < 0 || code > 0x10ffff)
        return QByteArrayLiteral("\xff"); // no valid UTF-8, so that the text is refused
    const char32_t c = char32_t(code);
    return QString::fromUcs4(&c, 1).toUtf8();
}

QByteArray simpleEscape(QChar c)
{
    constexpr const char *letters = "abeEfnrtv\\'\"?";
    constexpr const char *bytes = "\a\b\x1b\x1b\f\n\r\t\v\\'\"?";
    for (int i = 0; letters[i] != '\0'; ++i) {
        if (c == QLatin1Char(letters[i]))
            return {1, bytes[i]};
    }
    return {};
}

/// The bytes of the escape sequence whose letter is at AT; an unknown one stays as it is.
QByteArray readEscape(const QString &text, qsizetype &at)
{
    const QChar c = text[at];
    if (QByteArray simple = simpleEscape(c); !simple.isEmpty()) {
        ++at;
        return simple;
    }
    if (c >= u'0' && c <= u'7')
        return {1, char(readDigits(text, at, 3, 8))};
    ++at;
    const qsizetype digits = at;
    if (c == u'x' || c == u'u' || c == u'U') {
        const qint64 number = readDigits(text, at, c == u'x' ? 2 : c == u'u' ? 4 : 8, 16);
        if (number >= 0)
            return c == u'x' ? QByteArray(1, char(number)) : utf8(number);
    } else if (c == u'c' && at < text.size()) {
        return {1, char(text[at++].unicode() & 0x1f)};
    }
    at = digits;
    return '\\' + QString(c).toUtf8();
}

} // namespace

AnsiQuoted readAnsiQuoted(const QString &text, qsizetype begin)
{
    QByteArray bytes;
    qsizetype at = begin;
    qsizetype plain = begin; // start of the text since the last escape
    const auto takePlain = [&] { bytes += QStringView(text).mid(plain, at - plain).toUtf8(); };
    while (at < text.size() && text[at] != u'\'') {
        if (text[at] != u'\\' || at + 1 >= text.size()) {
            ++at;
            continue;
        }
        takePlain();
        bytes += readEscape(text, ++at);
        plain = at;
    }
    takePlain();
    QStringDecoder decode(QStringDecoder::Utf8);
    AnsiQuoted quoted{decode(bytes), at < text.size() ? at + 1 : -1, true};
    quoted.isText = !decode.hasError() && !bytes.contains('\0');
    return quoted;
}

} // namespace hydra
