// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <utility>

namespace hydra::test {

/// The words of an ExecStart=, parsed by systemd.syntax(7)'s rules and with %h and %E expanded;
/// none without the prefix ":".
inline QStringList execWords(const QString &value, const QString &home, const QString &config)
{
    QStringList words;
    QString word;
    bool any = false, quoted = false;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value[i];
        if (c == u'"') {
            quoted = !quoted;
            any = true;
        } else if (c == u' ' && !quoted) {
            if (any)
                words << std::exchange(word, {});
            any = false;
        } else {
            any = true;
            const QChar next = i + 1 < value.size() ? value[i + 1] : QChar(u' ');
            if (c == u'\\' && next == u'x') {
                word += QChar(value.mid(i + 2, 2).toInt(nullptr, 16));
                i += 3;
            } else if (c == u'\\') {
                word += next;
                ++i;
            } else if (c == u'%') {
                word += next == u'h' ? home : next == u'E' ? config : QString(next);
                ++i;
            } else {
                word += c;
            }
        }
    }
    if (any)
        words << word;
    if (words.isEmpty() || !words.front().startsWith(u':') || quoted)
        return {};
    words.front().remove(0, 1);
    return words;
}

/// The value of a unit's ExecStart=.
inline QString execStart(const QByteArray &unit)
{
    for (const QString &line : QString::fromUtf8(unit).split(u'\n')) {
        if (line.startsWith(u"ExecStart="))
            return line.mid(10);
    }
    return {};
}

} // namespace hydra::test
