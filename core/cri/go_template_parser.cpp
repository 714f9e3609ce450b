// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/go_template_functions.h"
#include "core/cri/go_template_tree.h"

namespace hydra::gotemplate {
namespace {

constexpr int kDeepestTemplate = 100;

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\r' || c == u'\n';
}

bool isWordStart(QChar c)
{
    return c.isLetter() || c == u'_';
}

bool isWordPart(QChar c)
{
    return isWordStart(c) || c.isDigit();
}

class Parser
{
public:
    explicit Parser(const QString &text) : m_text(text) {}

    std::vector<Node> parse()
    {
        std::vector<Node> nodes = list();
        if (!m_end.isEmpty())
            stop(QStringLiteral("{{%1}} without a beginning").arg(m_end));
        return nodes;
    }

private:
    [[noreturn]] void stop(const QString &what, const QString &hint = {}) const
    {
        throw Stop{m_at, what, hint};
    }
    [[nodiscard]] QChar at(qsizetype more = 0) const
    {
        return m_at + more < m_text.size() ? m_text[m_at + more] : QChar(0);
    }
    [[nodiscard]] bool sees(QStringView word) const
    {
        return QStringView(m_text).mid(m_at).startsWith(word);
    }
    bool take(QStringView word)
    {
        const bool seen = sees(word);
        m_at += seen ? word.size() : 0;
        return seen;
    }
    bool skipSpaces()
    {
        const qsizetype start = m_at;
        while (isSpace(at()))
            ++m_at;
        return m_at > start;
    }

    /// Whether the action ends here, after blanks if SPACED; its end is not taken.
    [[nodiscard]] bool atEnd(bool spaced) const { return sees(u"}}") || (spaced && sees(u"-}}")); }
    void takeEnd()
    {
        skipSpaces();
        const bool trims = isSpace(m_text[m_at - 1]) && take(u"-");
        if (!take(u"}}"))
            stop(m_at >= m_text.size() ? QStringLiteral("an action has no }}")
                                       : QStringLiteral("'%1' is unexpected here").arg(at()));
        if (trims)
            skipSpaces();
    }

    QString word()
    {
        const qsizetype start = m_at;
        while (isWordPart(at()))
            ++m_at;
        return m_text.mid(start, m_at - start);
    }

    /// The nodes up to the end, or to an `else` or `end`, which becomes m_end.
    std::vector<Node> list()
    {
        if (++m_depth > kDeepestTemplate)
            stop(QStringLiteral("is nested too deep"));
        std::vector<Node> nodes;
        m_end.clear();
        while (m_at < m_text.size() && m_end.isEmpty()) {
            text(nodes);
            if (m_at < m_text.size())
                action(nodes);
        }
        --m_depth;
        return nodes;
    }

    // Up to the next action, whose {{ is taken.
    void text(std::vector<Node> &nodes)
    {
        const qsizetype open = m_text.indexOf(u"{{", m_at);
        QString words = m_text.mid(m_at, open < 0 ? -1 : open - m_at);
        m_at = open < 0 ? m_text.size() : open + 2;
        if (open >= 0 && at() == u'-' && isSpace(at(1))) {
            ++m_at;
            while (!words.isEmpty() && isSpace(words.back()))
                words.chop(1);
        }
        if (!words.isEmpty())
            nodes.push_back({.kind = Node::Kind::Text, .text = words});
        if (open >= 0 && m_at == m_text.size())
            stop(QStringLiteral("an action has no }}"));
    }

    void action(std::vector<Node> &nodes)
    {
        skipSpaces();
        if (take(u"/*")) {
            const qsizetype close = m_text.indexOf(u"*/", m_at);
            m_at = close < 0 ? m_text.size() : close + 2;
            return takeEnd();
        }
        const qsizetype start = m_at;
        const QString keyword = word();
        if (keyword == u"else" || keyword == u"end")
            m_end = keyword;
        else if (keyword == u"break" || keyword == u"continue")
            nodes.push_back(leave(keyword));
        else if (keyword == u"if" || keyword == u"with" || keyword == u"range")
            return nodes.push_back(block(keyword));
        else if (keyword == u"define" || keyword == u"template" || keyword == u"block")
            stop(QStringLiteral("{{%1}} is not offered").arg(keyword),
                 QStringLiteral("write it out where it is used"));
        else {
            m_at = start;
            nodes.push_back({.kind = Node::Kind::Action, .pipe = pipe()});
        }
        if (keyword != u"else")
            takeEnd();
    }

    Node leave(const QString &keyword) const
    {
        if (m_ranges == 0)
            stop(QStringLiteral("{{%1}} outside of {{range}}").arg(keyword));
        return {.kind = keyword == u"break" ? Node::Kind::Break : Node::Kind::Continue};
    }

    Node block(const QString &keyword)
    {
        Node node{.kind = keyword == u"if"     ? Node::Kind::If
                          : keyword == u"with" ? Node::Kind::With
                                               : Node::Kind::Range};
        if (++m_depth > kDeepestTemplate) // a chain of `else if`, too
            stop(QStringLiteral("is nested too deep"));
        node.pipe = pipe();
        takeEnd();
        m_ranges += node.kind == Node::Kind::Range ? 1 : 0;
        node.body = list();
        m_ranges -= node.kind == Node::Kind::Range ? 1 : 0;
        if (m_end == u"else")
            node.otherwise = otherwise(node.kind);
        if (m_end != u"end")
            stop(QStringLiteral("{{%1}} without {{end}}").arg(keyword));
        m_end.clear();
        --m_depth;
        return node;
    }

    // Behind `else`: the rest of the block, or `if` or `with` that shares the block's end.
    std::vector<Node> otherwise(Node::Kind kind)
    {
        skipSpaces();
        const qsizetype start = m_at;
        const QString keyword = word();
        std::vector<Node> nodes;
        if ((keyword == u"if" && kind == Node::Kind::If) ||
            (keyword == u"with" && kind == Node::Kind::With)) {
            nodes.push_back(block(keyword));
            m_end = QStringLiteral("end");
            return nodes;
        }
        m_at = start;
        takeEnd();
        return list();
    }

    Pipe pipe()
    {
        Pipe made;
        skipSpaces();
        made.offset = m_at;
        variables(made);
        do {
            made.commands.push_back(command());
        } while (take(u"|"));
        return made;
    }

    // "$a :=", "$a =", "$i, $e :="; nothing is taken when there is no such thing.
    void variables(Pipe &pipe)
    {
        const qsizetype start = m_at;
        do {
            skipSpaces();
            if (!take(u"$"))
                break;
            pipe.variables << u'$' + word();
            skipSpaces();
        } while (take(u","));
        pipe.declares = take(u":=");
        if (pipe.declares || take(u"="))
            return;
        pipe.variables.clear();
        m_at = start;
    }

    Command command()
    {
        Command operands;
        bool spaced = skipSpaces();
        while (m_at < m_text.size() && !atEnd(spaced) && at() != u'|' && at() != u')') {
            if (!operands.empty() && !spaced)
                stop(QStringLiteral("'%1' is unexpected here").arg(at()),
                     QStringLiteral("separate values by blanks"));
            operands.push_back(operand());
            spaced = skipSpaces();
        }
        if (operands.empty())
            stop(QStringLiteral("a value is missing"));
        return operands;
    }

    Operand operand()
    {
        Operand made;
        if (take(u"(")) {
            made = parenthesis();
        } else if (take(u"$")) {
            made = {.kind = Operand::Kind::Variable, .name = u'$' + word()};
        } else if (isWordStart(at())) {
            return named();
        } else if (at() != u'.') {
            return {.kind = Operand::Kind::Literal, .literal = literal()};
        } else if (!isWordStart(at(1))) {
            ++m_at;
            return made;
        }
        while (at() == u'.' && isWordStart(at(1))) {
            ++m_at;
            made.fields << word();
        }
        return made;
    }

    Operand parenthesis()
    {
        if (++m_depth > kDeepestTemplate)
            stop(QStringLiteral("is nested too deep"));
        Operand made{.kind = Operand::Kind::Pipe, .pipe = std::make_shared<Pipe>(pipe())};
        --m_depth;
        if (!take(u")"))
            stop(QStringLiteral("a ) is missing"));
        return made;
    }

    Operand named()
    {
        const qsizetype start = m_at;
        const QString name = word();
        if (name == u"true" || name == u"false")
            return {.kind = Operand::Kind::Literal, .literal = {name == u"true"}};
        if (name == u"nil")
            return {.kind = Operand::Kind::Literal, .literal = {QJsonValue::Null}};
        if (functionNames().contains(name))
            return {.kind = Operand::Kind::Function, .name = name};
        m_at = start;
        stop(QStringLiteral("there is no function %1").arg(name),
             QStringLiteral("a field is written .%1; the functions are %2")
                 .arg(name, functionNames().join(QStringLiteral(", "))));
    }

    Value literal()
    {
        if (take(u"`")) {
            const qsizetype close = m_text.indexOf(u'`', m_at);
            if (close < 0)
                stop(QStringLiteral("a ` is missing"));
            const QString raw = m_text.mid(m_at, close - m_at);
            m_at = close + 1;
            return {raw};
        }
        if (take(u"\""))
            return {quotedUpTo(u'"')};
        if (take(u"'")) {
            const QString one = quotedUpTo(u'\'');
            if (one.toUcs4().size() != 1)
                stop(QStringLiteral("one character stands between '"),
                     QStringLiteral("a text is written \"…\" or `…`"));
            return {qint64(one.toUcs4().front()), true};
        }
        return number();
    }

    QString quotedUpTo(QChar quote)
    {
        QString text;
        while (m_at < m_text.size() && at() != quote && at() != u'\n')
            text += take(u"\\") ? escaped() : QString(m_text[m_at++]);
        if (at() != quote)
            stop(QStringLiteral("a %1 is missing").arg(quote));
        ++m_at;
        return text;
    }

    QString escaped()
    {
        static constexpr QStringView letters = u"abfnrtv\\\"'";
        static constexpr QStringView meanings = u"\a\b\f\n\r\t\v\\\"'";
        const QChar letter = at();
        ++m_at;
        if (const qsizetype known = letters.indexOf(letter); known >= 0)
            return QString(meanings[known]);
        const int digits = letter == u'x' ? 2 : letter == u'u' ? 4 : letter == u'U' ? 8 : 0;
        bool isHex = false;
        const uint code = m_text.mid(m_at, digits).toUInt(&isHex, 16);
        if (!isHex || digits == 0 || m_at + digits > m_text.size() || code > 0x10ffff)
            stop(QStringLiteral("\\%1 means nothing").arg(letter));
        m_at += digits;
        const char32_t point = code;
        return QString::fromUcs4(&point, 1);
    }

    Value number()
    {
        const qsizetype start = m_at;
        while (isWordPart(at()) || at() == u'.' ||
               ((at() == u'-' || at() == u'+') && isSignHere(start)))
            ++m_at;
        const QString digits = m_text.mid(start, m_at - start);
        bool isWhole = false;
        bool isNumber = false;
        const qint64 whole = digits.toLongLong(&isWhole, 0);
        const double real = digits.toDouble(&isNumber);
        if (isWhole)
            return {whole, true};
        if (isNumber)
            return {real, true};
        m_at = start;
        stop(digits.isEmpty() ? QStringLiteral("'%1' is unexpected here").arg(at())
                              : QStringLiteral("'%1' is no number").arg(digits));
    }

    [[nodiscard]] bool isSignHere(qsizetype start) const
    {
        return m_at == start || m_text[m_at - 1] == u'e' || m_text[m_at - 1] == u'E';
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QString m_end; ///< the word that ended the last list
    int m_depth = 0;
    int m_ranges = 0;
};

} // namespace

std::vector<Node> parseNodes(const QString &text)
{
    return Parser(text).parse();
}

} // namespace hydra::gotemplate
