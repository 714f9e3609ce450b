// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/redact_text.h"

#include <QRegularExpression>
#include <QUrl>

namespace hydra {
namespace {

constexpr qsizetype shortestToken = 16;

} // namespace

QString withoutCredentials(QString text)
{
    static const QRegularExpression user(QStringLiteral("(://)[^/\\s\"'<>]*@"));
    return text.replace(user, QStringLiteral("\\1") + removedWord + QLatin1Char('@'));
}

// Without regular expressions: one that spans a long log could exceed the engine's limits and then
// remove nothing.
QString withoutPrivateKeys(QString text)
{
    static const QRegularExpression begin(
        QStringLiteral("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----"));
    static const QRegularExpression end(
        QStringLiteral("-----END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----"));
    QString result;
    qsizetype at = 0;
    auto first = begin.match(text);
    for (auto last = end.match(text); last.hasMatch(); last = end.match(text, at)) {
        const bool whole = first.hasMatch() && first.capturedStart() < last.capturedStart();
        const qsizetype from = whole ? first.capturedStart() : at;
        result += QStringView(text).mid(at, from - at);
        result += removedWord;
        at = last.capturedEnd();
        if (first.hasMatch() && first.capturedStart() < at)
            first = begin.match(text, at);
    }
    if (!first.hasMatch())
        return at == 0 ? text : result + text.mid(at);
    result += QStringView(text).mid(at, first.capturedStart() - at);
    return result + removedWord;
}

QString withoutHashes(QString text)
{
    static const QRegularExpression hash(
        QStringLiteral("\\$(?:1|2[abxy]|5|6|7|y|gy)\\$[./A-Za-z0-9$=,]{8,}"));
    return text.replace(hash, removedWord);
}

QString withoutNamedSecrets(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral(
            "(?:password|passwd|passphrase|secret|token|credential|authorization|api_?key|"
            "signature)[\\w.-]{0,60}"
            "[\"']?[ \\t]*[=:][ \\t]*(\"(?:[^\"\\\\\\n]|\\\\.)*\"|'[^'\\n]*'|(?:Bearer|Basic) "
            "[^\\s\"']+|[^\\s\"'&]+)"),
        QRegularExpression::CaseInsensitiveOption);
    QString result;
    qsizetype done = 0;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const QChar quote = match.capturedView(1).front();
        const bool quoted = quote == u'"' || quote == u'\'';
        result += QStringView(text).mid(done, match.capturedStart(1) - done);
        result += quoted ? quote + QString(removedWord) + quote : QString(removedWord);
        done = match.capturedEnd(1);
    }
    result += QStringView(text).mid(done);
    return result;
}

QString withoutSecrets(const QString &text)
{
    return withoutNamedSecrets(withoutHashes(withoutPrivateKeys(withoutCredentials(text))));
}

QStringList loginsIn(const QString &text)
{
    static const QRegularExpression url(QStringLiteral("://([^/\\s\"'<>]*)@"));
    QStringList found;
    for (auto matches = url.globalMatch(text); matches.hasNext();) {
        const QString login = matches.next().captured(1);
        const QString password = login.section(u':', 1);
        if (!password.isEmpty())
            found << login << password << QUrl::fromPercentEncoding(password.toUtf8());
        else if (login.size() >= shortestToken)
            found << login;
    }
    return found;
}

} // namespace hydra
