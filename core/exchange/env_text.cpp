// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/env_text.h"

#include "exchange/shell_words.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>

namespace hydra {
namespace {

constexpr qsizetype largestText = 1 << 20;
constexpr qsizetype mostNotes = 200;

bool isOneOf(const QString &word, const char *words)
{
    return QString::fromLatin1(words).split(u' ').contains(word);
}

/// NAME= or NAME+= at the beginning of a word as it was written.
struct Assignment {
    QString name;
    bool adds = false;
    qsizetype length = 0; ///< with the sign
};

Assignment assignmentOf(QStringView written)
{
    static const QRegularExpression pattern(QStringLiteral("\\A([A-Za-z_][A-Za-z0-9_]*)(\\+?)="));
    const auto match = pattern.match(written.left(256).toString());
    return {match.captured(1), match.capturedLength(2) > 0, match.capturedLength(0)};
}

bool looksLikeProgram(QStringView word)
{
    static const QRegularExpression pattern(QStringLiteral("\\A(?:\\.{0,2}/.*|.*\\.sh|exec|env|sudo|nohup|time|bash|sh)\\z"));
    return pattern.match(word.toString()).hasMatch();
}

/// Whether a value means more to an env file than to a shell: it has blanks or a shell's signs, and stands
/// as no command would.
bool isEnvFileValue(QStringView value)
{
    static const QRegularExpression signs(QStringLiteral("[\\s;&|<>()]"));
    static const QRegularExpression shell(QStringLiteral(
        "[\\\\'\"`#]|\\$[A-Za-z0-9_{(@*?!-]|[;&|<>()][\\s;&|<>()]|\\s[;&|<>()]|[;&|<>()]\\z"));
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    if (!signs.match(value.toString()).hasMatch() || shell.match(value.toString()).hasMatch())
        return false;
    const auto parts = value.split(signs);
    const auto words = value.split(blanks).mid(1);
    return std::none_of(parts.begin(), parts.end(), [](QStringView part) { return !assignmentOf(part).name.isEmpty(); })
           && std::none_of(words.begin(), words.end(), looksLikeProgram);
}

class Reader
{
public:
    explicit Reader(const QString &text) : m_text(text), m_isScript(text.startsWith(QStringLiteral("#!"))), m_words(text, m_variables) {}

    EnvText run()
    {
        while (!m_words.atEnd())
            readNext();
        return {m_variables.all(), m_leftOut, m_notes};
    }

private:
    /// What the words of a statement are so far.
    enum class Part { Assignments, Declaration, Unset, Options, Command };

    void readNext()
    {
        m_words.skipBlanks();
        const QChar c = m_words.peek();
        if (m_words.atEnd())
            return;
        if (c == u'\n') {
            m_words.skip(1);
            startStatement(false);
            m_isLineStart = true;
            skipHereDocuments();
        } else if (c == u'#') {
            m_words.skipLine();
        } else if (QStringLiteral(";&|()").contains(c)) {
            const bool decides = c != u';' && c != u'(' && c != u')' && m_words.peek(1) == c;
            m_words.skip(decides ? 2 : 1);
            startStatement(decides);
        } else if (c == u'<' || c == u'>') {
            readRedirection();
        } else if (!readEnvFileLine()) {
            readWord();
        }
    }

    void startStatement(bool conditional)
    {
        m_part = Part::Assignments;
        m_isConditional = conditional;
        m_isLineStart = false;
    }

    void readRedirection()
    {
        const bool isHere = m_words.peek() == u'<' && m_words.peek(1) == u'<' && m_words.peek(2) != u'<';
        while (m_words.peek() == u'<' || m_words.peek() == u'>' || m_words.peek() == u'&')
            m_words.skip(1);
        if (isHere && m_words.peek() == u'-')
            m_words.skip(1);
        m_words.skipBlanks();
        const ShellWord word = m_words.word();
        if (isHere)
            m_hereEnds << word.text;
    }

    void skipHereDocuments()
    {
        for (const QString &end : std::exchange(m_hereEnds, {})) {
            for (bool found = false; !found && !m_words.atEnd(); m_words.skip(1)) {
                const qsizetype begin = m_words.position();
                m_words.skipLine();
                found = QStringView(m_text).mid(begin, m_words.position() - begin).trimmed() == end;
            }
        }
    }

    // Env files know neither quotes nor commands: a value goes to the end of its line.
    bool readEnvFileLine()
    {
        if (!std::exchange(m_isLineStart, false) || m_isScript)
            return false;
        const qsizetype begin = m_words.position();
        const qsizetype lineBreak = m_text.indexOf(u'\n', begin);
        const qsizetype end = lineBreak < 0 ? m_text.size() : lineBreak;
        const QStringView line = QStringView(m_text).mid(begin, end - begin).trimmed();
        const Assignment assignment = assignmentOf(line);
        if (assignment.name.isEmpty() || assignment.adds || !isEnvFileValue(line.mid(assignment.length)))
            return false;
        ShellWord word;
        word.text = line.mid(assignment.length).toString();
        word.begin = begin;
        m_words.skip(end - begin);
        set(assignment.name, word);
        return true;
    }

    void readWord()
    {
        const ShellWord word = m_words.word();
        for (const auto &[name, trouble] : std::exchange(m_words.troubles, {}))
            leaveOut(name, word, trouble);
        if (word.end == word.begin) {
            m_words.skip(1);
            return;
        }
        const QStringView written = QStringView(m_text).mid(word.begin, word.end - word.begin);
        if (m_part == Part::Unset)
            m_variables.unset(word.text);
        else if (m_part != Part::Command)
            takeWord(word, written);
    }

    void takeWord(const ShellWord &word, QStringView written)
    {
        const Assignment assignment = assignmentOf(written);
        if (!assignment.name.isEmpty()) {
            assign(assignment, word);
        } else if (m_part == Part::Declaration) {
            return; // an option, or a name without a value
        } else if (m_part == Part::Options && written.startsWith(u'-')) {
            return;
        } else {
            takeCommand(written.toString());
        }
    }

    void takeCommand(const QString &word)
    {
        if (isOneOf(word, "if case for while until select {"))
            ++m_depth;
        else if (isOneOf(word, "fi esac done }"))
            m_depth = std::max(0, m_depth - 1);
        if (isOneOf(word, "then else do if elif while until { } fi done ! time"))
            return;
        if (isOneOf(word, "export declare typeset readonly local"))
            m_part = Part::Declaration;
        else if (isOneOf(word, "env exec sudo nohup command"))
            m_part = Part::Options;
        else
            m_part = word == u"unset" ? Part::Unset : Part::Command;
    }

    void assign(const Assignment &assignment, ShellWord word)
    {
        if (m_words.peek() == u'(' && word.end == word.begin + assignment.length) {
            skipArray();
            leaveOut(assignment.name, word, QStringLiteral("it is an array"));
            return;
        }
        word.text.remove(0, assignment.length);
        const QString *old = assignment.adds ? m_variables.find(assignment.name) : nullptr;
        if (old != nullptr)
            word.text.prepend(*old);
        if (word.text.startsWith(u'~'))
            note(word, QStringLiteral("~ in %1 stays as it is").arg(assignment.name));
        set(assignment.name, word);
    }

    void set(const QString &name, const ShellWord &word)
    {
        if (!word.trouble.isEmpty())
            return leaveOut(name, word, word.trouble);
        if (!m_variables.set(name, word.text))
            return leaveOut(name, word, QStringLiteral("it is too long"));
        m_leftOut.removeOne(name);
        if (word.keepsHome)
            note(word, QStringLiteral("$HOME in %1 stays as it is").arg(name));
        if (m_isConditional || m_depth > 0)
            note(word, QStringLiteral("%1 is taken, although the script sets it only under a condition").arg(name));
    }

    void leaveOut(const QString &name, const ShellWord &word, const QString &why)
    {
        m_variables.unset(name);
        if (!m_leftOut.contains(name) && m_leftOut.size() < mostNotes)
            m_leftOut << name;
        note(word, QStringLiteral("%1 is left out: %2").arg(name, why));
    }

    void skipArray()
    {
        while (!m_words.atEnd() && m_words.peek() != u')')
            m_words.skip(1);
        m_words.skip(1);
    }

    void note(const ShellWord &word, const QString &what)
    {
        if (m_notes.size() >= mostNotes)
            return;
        m_line += QStringView(m_text).mid(m_counted, std::max<qsizetype>(0, word.begin - m_counted)).count(u'\n');
        m_counted = std::max(m_counted, word.begin);
        m_notes << QStringLiteral("line %1: %2").arg(m_line).arg(what);
        if (m_notes.size() == mostNotes)
            m_notes.last() = QStringLiteral("line %1: more was left out from here on").arg(m_line);
    }

    const QString &m_text;
    bool m_isScript = false;
    ShellVariables m_variables;
    ShellWords m_words;
    QStringList m_leftOut;
    QStringList m_notes;
    QStringList m_hereEnds;
    Part m_part = Part::Assignments;
    bool m_isConditional = false;
    bool m_isLineStart = true;
    int m_depth = 0;
    qsizetype m_line = 1;
    qsizetype m_counted = 0;
};

} // namespace

Result<EnvText> readEnvText(const QByteArray &bytes)
{
    if (bytes.size() > largestText)
        return fail(ErrorCode::Invalid, QStringLiteral("the text is longer than 1 MiB"));
    QStringDecoder decode(QStringDecoder::Utf8);
    QString text = decode(bytes);
    if (decode.hasError() || text.contains(QChar()))
        return fail(ErrorCode::Invalid, QStringLiteral("this is no text"), {}, QStringLiteral("write it in UTF-8"));
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    return Reader(text).run();
}

QString shellQuoted(const QString &text)
{
    QString quoted = text;
    if (!text.contains(u'\r'))
        return u'\'' + quoted.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
    // Readers of line ends, ours among them, would take it for a part of one.
    quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'")).replace(u'\r', QStringLiteral("\\r"));
    return QStringLiteral("$'") + quoted + u'\'';
}

QByteArray writeEnvScript(const UpstreamEnv &env, const QStringList &comments, const QString &command)
{
    QString script = QStringLiteral("#!/usr/bin/env bash\n");
    for (QString comment : comments)
        script += QStringLiteral("# %1\n").arg(comment.replace(u'\n', u' '));
    // What looks like an expansion is meant as text.
    script += QStringLiteral("# shellcheck disable=SC2016,SC1003,SC1112\n");
    for (const auto &[name, value] : env)
        script += QStringLiteral("export %1=").arg(name) + shellQuoted(value) + u'\n';
    return (script + command + u'\n').toUtf8();
}

} // namespace hydra
