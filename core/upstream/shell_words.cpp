// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/shell_words.h"

#include "core/upstream/ansi_quotes.h"

namespace hydra {
namespace {

constexpr int deepest = 32;
constexpr qsizetype largestValue = 128 << 10;
constexpr qsizetype largestSum = 4 << 20;
constexpr qsizetype mostPutIn = 16 << 20;

bool isNameChar(QChar c)
{
    return c == u'_' || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') ||
           (c >= u'0' && c <= u'9');
}

bool endsWord(QChar c)
{
    return QStringLiteral(" \t\n;&|()<>").contains(c);
}

void blame(ShellWord &word, const QString &trouble)
{
    if (word.trouble.isEmpty())
        word.trouble = trouble;
}

QString needsRunning(const QString &what)
{
    return QStringLiteral("%1 would have to be run, which is never done").arg(what);
}

} // namespace

const QString *ShellVariables::find(const QString &name) const
{
    const auto found = m_values.constFind(name);
    return found == m_values.constEnd() ? nullptr : &*found;
}

bool ShellVariables::set(const QString &name, const QString &value)
{
    const QString *old = find(name);
    const qsizetype grown = m_size + value.size() - (old != nullptr ? old->size() : 0);
    if (value.size() > largestValue || grown > largestSum)
        return false;
    if (old == nullptr)
        m_order << name;
    m_values.insert(name, value);
    m_size = grown;
    return true;
}

void ShellVariables::unset(const QString &name)
{
    if (const QString *old = find(name)) {
        m_size -= old->size();
        m_order.removeOne(name);
        m_values.remove(name);
    }
}

std::vector<std::pair<QString, QString>> ShellVariables::all() const
{
    std::vector<std::pair<QString, QString>> list;
    for (const QString &name : m_order)
        list.emplace_back(name, m_values.value(name));
    return list;
}

QChar ShellWords::peek(qsizetype ahead) const
{
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
}

void ShellWords::skipBlanks()
{
    while (!atEnd()) {
        if (peek() == u' ' || peek() == u'\t')
            skip(1);
        else if (peek() == u'\\' && peek(1) == u'\n')
            skip(2);
        else
            return;
    }
}

void ShellWords::skipLine()
{
    while (!atEnd() && peek() != u'\n')
        skip(1);
}

ShellWord ShellWords::word()
{
    ShellWord word;
    word.begin = m_at;
    while (!atEnd() && !endsWord(peek()))
        readPart(word, 0);
    word.end = m_at;
    if (word.text.size() > largestValue)
        blame(word, QStringLiteral("it is longer than 128 KiB"));
    return word;
}

bool ShellWords::tooDeep(ShellWord *word, int depth)
{
    if (depth <= deepest)
        return false;
    if (word != nullptr)
        blame(*word, QStringLiteral("it is nested too deep"));
    m_at = m_text.size();
    return true;
}

void ShellWords::readPart(ShellWord &word, int depth)
{
    const QChar c = peek();
    if (c == u'\'') {
        readSingle(word);
    } else if (c == u'"') {
        readDouble(word, depth);
    } else if (c == u'$') {
        readDollar(word, depth);
    } else if (c == u'`') {
        skipBackquotes();
        blame(word, needsRunning(QStringLiteral("`...`")));
    } else if (c == u'\\') {
        if (peek(1) != u'\n' && !peek(1).isNull())
            word.text += peek(1);
        skip(2);
    } else {
        word.text += c;
        skip(1);
    }
}

void ShellWords::readSingle(ShellWord &word)
{
    const qsizetype close = m_text.indexOf(u'\'', m_at + 1);
    if (close < 0) {
        blame(word, QStringLiteral("its quote is never closed"));
        m_at = m_text.size();
        return;
    }
    word.text += QStringView(m_text).mid(m_at + 1, close - m_at - 1);
    m_at = close + 1;
}

void ShellWords::readDouble(ShellWord &word, int depth)
{
    skip(1);
    while (!atEnd() && peek() != u'"') {
        if (peek() == u'\\' && QStringLiteral("$`\"\\\n").contains(peek(1)) && !peek(1).isNull()) {
            if (peek(1) != u'\n')
                word.text += peek(1);
            skip(2);
        } else if (peek() == u'$' && peek(1) != u'\'' && peek(1) != u'"') {
            readDollar(word, depth);
        } else if (peek() == u'`') {
            readPart(word, depth);
        } else {
            word.text += peek();
            skip(1);
        }
    }
    if (atEnd())
        blame(word, QStringLiteral("its quote is never closed"));
    skip(1);
}

void ShellWords::readAnsi(ShellWord &word)
{
    const AnsiQuoted quoted = readAnsiQuoted(m_text, m_at + 2);
    if (quoted.end < 0)
        blame(word, QStringLiteral("its quote is never closed"));
    else if (!quoted.isText)
        blame(word, QStringLiteral("it is no text"));
    word.text += quoted.text;
    m_at = quoted.end < 0 ? m_text.size() : quoted.end;
}

void ShellWords::readDollar(ShellWord &word, int depth)
{
    const QChar next = peek(1);
    if (next == u'\'') {
        readAnsi(word);
    } else if (next == u'"') { // $"...": no message catalogue to translate it
        skip(1);
        readDouble(word, depth);
    } else if (next == u'{') {
        readBraces(word, depth + 1);
    } else if (next == u'(') {
        const bool sum = peek(2) == u'(';
        skip(2);
        skipSubstitution(depth + 1);
        blame(word, needsRunning(sum ? QStringLiteral("$((...))") : QStringLiteral("$(...)")));
    } else if (isNameChar(next) && !next.isDigit()) {
        skip(1);
        const QString name = readName();
        addVariable(word, name, u'$' + name);
    } else if (next.isDigit() || (!next.isNull() && QStringLiteral("@*#?-$!").contains(next))) {
        skip(2);
        blame(word, QStringLiteral("$%1 is known only to a running script").arg(next));
    } else {
        word.text += u'$';
        skip(1);
    }
}

QString ShellWords::readName()
{
    const qsizetype begin = m_at;
    while (isNameChar(peek()))
        skip(1);
    return m_text.mid(begin, m_at - begin);
}

// Bounds the expansion: a short text whose variables refer to each other can expand to millions of
// characters.
void ShellWords::addValue(ShellWord &word, const QString &value)
{
    m_putIn += value.size();
    if (m_putIn > mostPutIn || word.text.size() > largestValue)
        blame(word, QStringLiteral("it would grow too long"));
    else
        word.text += value;
}

void ShellWords::addVariable(ShellWord &word, const QString &name, const QString &written)
{
    if (const QString *value = m_variables.find(name)) {
        addValue(word, *value);
    } else if (name == u"HOME") {
        word.text += written;
        word.keepsHome = true;
    } else {
        blame(word, QStringLiteral("$%1 is not set here").arg(name));
    }
}

void ShellWords::readBraces(ShellWord &word, int depth)
{
    if (tooDeep(&word, depth))
        return;
    const qsizetype begin = m_at;
    skip(2);
    const QString name = readName();
    QString operation;
    if (peek() == u':' && QStringLiteral("=-+?").contains(peek(1)) && !peek(1).isNull())
        operation = QString(peek()) + peek(1);
    else if (!peek().isNull() && QStringLiteral("=-+?}").contains(peek()))
        operation = peek();
    if (name.isEmpty() || name.front().isDigit() || operation.isEmpty()) {
        skipBraces(depth);
        blame(word, needsRunning(m_text.mid(begin, std::min<qsizetype>(m_at - begin, 40))));
        return;
    }
    skip(operation.size());
    if (operation == u"}")
        addVariable(word, name, QStringLiteral("${%1}").arg(name));
    else
        readDefault(word, name, operation, depth);
}

void ShellWords::readDefault(ShellWord &word, const QString &name, const QString &operation,
                             int depth)
{
    ShellWord other;
    while (!atEnd() && peek() != u'}')
        readPart(other, depth);
    if (atEnd())
        blame(word, QStringLiteral("its brace is never closed"));
    skip(1);
    const QString *value = m_variables.find(name);
    const bool isSet = value != nullptr && !(operation.startsWith(u':') && value->isEmpty());
    if (operation.endsWith(u'+')) {
        if (!isSet)
            return;
    } else if (isSet) {
        addValue(word, *value);
        return;
    } else if (operation.endsWith(u'?')) {
        blame(word, QStringLiteral("$%1 is not set here").arg(name));
        return;
    }
    if (operation.endsWith(u'=') &&
        (!other.trouble.isEmpty() || !m_variables.set(name, other.text)))
        troubles.emplace_back(name, other.trouble.isEmpty() ? QStringLiteral("it is too long")
                                                            : other.trouble);
    addValue(word, other.text);
    word.keepsHome = word.keepsHome || other.keepsHome;
    if (!other.trouble.isEmpty())
        blame(word, other.trouble);
}

void ShellWords::skipSubstitution(int depth)
{
    for (int open = 1; open > 0 && !atEnd() && !tooDeep(nullptr, depth);) {
        const QChar c = peek();
        if (c == u'\\') {
            skip(2);
        } else if (c == u'\'') {
            const qsizetype close = m_text.indexOf(u'\'', m_at + 1);
            m_at = close < 0 ? m_text.size() : close + 1;
        } else if (c == u'"') {
            skipQuotedSubstitution(depth);
        } else {
            open += c == u'(' ? 1 : c == u')' ? -1 : 0;
            skip(1);
        }
    }
}

void ShellWords::skipQuotedSubstitution(int depth)
{
    skip(1);
    while (!atEnd() && peek() != u'"') {
        if (peek() == u'$' && peek(1) == u'(') {
            skip(2);
            skipSubstitution(depth + 1);
        } else {
            skip(peek() == u'\\' ? 2 : 1);
        }
    }
    skip(1);
}

void ShellWords::skipBraces(int depth)
{
    for (int open = 1; open > 0 && !atEnd();) {
        const QChar c = peek();
        if (c == u'$' && peek(1) == u'(') {
            skip(2);
            skipSubstitution(depth + 1);
            continue;
        }
        if (c == u'$' && peek(1) == u'{')
            ++open;
        if (c == u'}')
            --open;
        skip(c == u'\\' ? 2 : 1);
    }
}

void ShellWords::skipBackquotes()
{
    skip(1);
    while (!atEnd() && peek() != u'`')
        skip(peek() == u'\\' ? 2 : 1);
    skip(1);
}

} // namespace hydra
