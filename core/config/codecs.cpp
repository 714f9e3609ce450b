// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/codecs.h"

#include <algorithm>

namespace hydra::codec {
namespace {

QString quotedForPeople(const QString &text)
{
    constexpr qsizetype longest = 60;
    QString shown = text.size() > longest ? text.left(longest) + QStringLiteral("...") : text;
    for (QChar &c : shown) {
        if (c.unicode() < 0x20)
            c = QLatin1Char(' ');
    }
    return QLatin1Char('\'') + shown + QLatin1Char('\'');
}

} // namespace

void readText(const Value &value, QString &out, const TextRule &rule, bool mayBeEmpty)
{
    std::optional<QString> text = value.scalar();
    if (!text)
        return;
    const QString hint = QStringLiteral("write %1").arg(QLatin1String(rule.example));
    if (text->isEmpty() && !mayBeEmpty)
        value.complain(QStringLiteral("is empty"),
                       QStringLiteral("write a %1").arg(QLatin1String(rule.is)));
    else if (text->isEmpty() || rule.accepts(*text))
        out = *text;
    else if (rule.secret)
        value.complain(QStringLiteral("is no %1").arg(QLatin1String(rule.is)), hint);
    else
        value.complain(
            QStringLiteral("%1 is no %2").arg(quotedForPeople(*text), QLatin1String(rule.is)),
            hint);
}

void readInteger(const Value &value, qint64 &out, qint64 least, qint64 most)
{
    const std::optional<QString> text = value.scalar();
    if (!text)
        return;
    bool isNumber = false;
    const qint64 number = text->toLongLong(&isNumber);
    if (isNumber && number >= least && number <= most && !text->startsWith(QLatin1Char('+')))
        out = number;
    else
        value.complain(QStringLiteral("%1 is no number from %2 to %3")
                           .arg(quotedForPeople(*text))
                           .arg(least)
                           .arg(most),
                       QStringLiteral("write a whole number in that range"));
}

void readSize(const Value &value, MemorySize &out, MemorySize least, MemorySize most)
{
    const std::optional<QString> text = value.scalar();
    if (!text)
        return;
    const std::optional<MemorySize> size = MemorySize::parse(*text);
    const QString range = QStringLiteral("write %1 to %2").arg(least.toDisplay(), most.toDisplay());
    if (!size)
        value.complain(QStringLiteral("%1 is no size").arg(quotedForPeople(*text)),
                       QStringLiteral("write a number of GiB such as 2, or a text such as 768MiB"));
    else if (*size < least)
        value.complain(QStringLiteral("%1 is too little").arg(size->toDisplay()), range);
    else if (*size > most)
        value.complain(QStringLiteral("%1 is too much").arg(size->toDisplay()),
                       range + QStringLiteral("; a bare number is GiB"));
    else if (size->inBytes() % MemorySize::mib(1).inBytes() != 0)
        value.complain(QStringLiteral("%1 is no whole number of MiB").arg(quotedForPeople(*text)),
                       QStringLiteral("write %1MiB").arg(size->inMib() + 1));
    else
        out = *size;
}

int readWord(const Value &value, const QStringList &words)
{
    const std::optional<QString> text = value.scalar();
    if (!text)
        return -1;
    const auto same = std::find_if(words.begin(), words.end(), [&](const QString &word) {
        return word.compare(*text, Qt::CaseInsensitive) == 0;
    });
    const int index = same == words.end() ? -1 : int(same - words.begin());
    if (index < 0) {
        const QString allowed =
            QStringLiteral("write one of %1").arg(words.join(QStringLiteral(", ")));
        const QString hint = suggest(*text, words);
        value.complain(QStringLiteral("does not know %1").arg(quotedForPeople(*text)),
                       hint.startsWith(QStringLiteral("did")) ? hint + QLatin1Char(' ') + allowed
                                                              : allowed);
    }
    return index;
}

bool isWord(const Value &value, const char *word)
{
    return value.node().kind == YamlNode::Kind::Scalar &&
           value.node().text.compare(QLatin1String(word), Qt::CaseInsensitive) == 0;
}

bool isList(const Value &value)
{
    if (value.node().kind == YamlNode::Kind::Sequence)
        return true;
    value.complain(QStringLiteral("must be a list"),
                   value.node().kind == YamlNode::Kind::Scalar
                       ? QStringLiteral("write [%1]").arg(writeFlowYaml(value.node()))
                       : QStringLiteral("write [FIRST, SECOND], or lines that begin with -"));
    return false;
}

void Bool::read(const Value &value, bool &out)
{
    const std::optional<QString> text = value.scalar();
    if (!text)
        return;
    if (*text == QLatin1String("true") || *text == QLatin1String("false"))
        out = *text == QLatin1String("true");
    else
        value.complain(QStringLiteral("%1 is neither true nor false").arg(quotedForPeople(*text)),
                       QStringLiteral("write true or false"));
}

} // namespace hydra::codec
