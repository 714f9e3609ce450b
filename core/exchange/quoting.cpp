// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/quoting.h"

#include <QRegularExpression>

namespace hydra {
namespace {

// systemd refuses programs with such characters in their path; sh can exec them.
QStringList withPlainProgram(const QStringList &words)
{
    static const QRegularExpression refused(QStringLiteral("[\"'\\\\\\x00-\\x1f\\x7f]"));
    if (!words.front().contains(refused))
        return words;
    return QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                       QStringLiteral("exec \"$0\" \"$@\"")} +
           words;
}

} // namespace

QString systemdWord(const QString &word)
{
    QString quoted;
    for (const QChar c : word) {
        if (c == u'\\' || c == u'"')
            quoted += u'\\';
        // "%%" is a literal %, not the start of a specifier.
        if (c == u'%')
            quoted += u'%';
        if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            quoted += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            quoted += c;
    }
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_@%+=:,./-]+\\z"));
    return plain.match(quoted).hasMatch() ? quoted : u'"' + quoted + u'"';
}

// The prefix ":" turns off the expansion of $NAME in all words; doubling "$" would not work in the
// first.
QString systemdCommandLine(const QStringList &words)
{
    QStringList quoted;
    for (const QString &word : withPlainProgram(words))
        quoted << systemdWord(word);
    return u':' + quoted.join(u' ');
}

QString csvField(const QString &text)
{
    static const QRegularExpression special(QStringLiteral("[\",\\r\\n]"));
    if (!text.contains(special))
        return text;
    QString quoted = text;
    quoted.replace(u'"', QStringLiteral("\"\""));
    return u'"' + quoted + u'"';
}

} // namespace hydra
