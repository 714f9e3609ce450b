// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/quoting.h"

#include <QRegularExpression>

namespace hydra {
namespace {

// systemd refuses programs whose names have these; a shell that becomes the program does not.
QStringList withPlainProgram(const QStringList &words)
{
    static const QRegularExpression refused(QStringLiteral("[\"'\\\\\\x00-\\x1f\\x7f]"));
    if (!words.front().contains(refused))
        return words;
    return QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("exec \"$0\" \"$@\"")} + words;
}

} // namespace

QString systemdWord(const QString &word)
{
    QString quoted;
    for (const QChar c : word) {
        if (c == u'\\' || c == u'"')
            quoted += u'\\';
        if (c == u'%')
            quoted += u'%'; // "%%": no specifier
        if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            quoted += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            quoted += c;
    }
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_@%+=:,./-]+\\z"));
    return plain.match(quoted).hasMatch() ? quoted : u'"' + quoted + u'"';
}

// ":" before the program: no $NAME is a variable. Such a rule for all words is better than "$$" for all but the first.
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
