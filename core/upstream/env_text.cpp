// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/env_text.h"

#include "core/upstream/env_line.h"
#include "core/upstream/shell_words.h"
#include "core/upstream/upstream_env.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>

namespace hydra {
namespace {

constexpr qsizetype largestText = 1 << 20;
constexpr qsizetype mostNotes = 200;
const QString blankAfterSign = QStringLiteral("a blank follows its \"=\"");

bool isOneOf(const QString &word, const char *words)
{
    return QString::fromLatin1(words).split(u' ').contains(word);
}

class Reader
{
public:
    explicit Reader(const QString &text)
        : m_text(text), m_isScript(text.startsWith(QStringLiteral("#!"))),
          m_words(text, m_variables)
    {
    }

    EnvText run()
    {
        while (!m_words.atEnd())
            readNext();
        return {m_variables.all(), m_leftOut, m_notes};
    }

private:
    /// The kind of words that the statement has had so far.
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
        m_before.clear();
        m_declared.clear();
    }

    void readRedirection()
    {
        const bool isHere =
            m_words.peek() == u'<' && m_words.peek(1) == u'<' && m_words.peek(2) != u'<';
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

    bool readEnvFileLine()
    {
        if (!std::exchange(m_isLineStart, false) || m_isScript)
            return false;
        const qsizetype begin = m_words.position();
        const qsizetype lineBreak = m_text.indexOf(u'\n', begin);
        const qsizetype end = lineBreak < 0 ? m_text.size() : lineBreak;
        const auto line = readEnvLine(QStringView(m_text).mid(begin, end - begin).trimmed());
        if (!line)
            return false;
        ShellWord word;
        m_words.skip(line->isShell ? line->valueAt : end - begin);
        if (line->isShell)
            word = nextWord();
        else
            word.text = line->value;
        word.begin = begin;
        setBeforeCommand(line->name, word);
        return true;
    }

    ShellWord nextWord()
    {
        const ShellWord word = m_words.word();
        for (const auto &[name, trouble] : std::exchange(m_words.troubles, {}))
            leaveOut(name, word, trouble);
        return word;
    }

    void readWord()
    {
        const ShellWord word = nextWord();
        if (word.end == word.begin) {
            m_words.skip(1);
            return;
        }
        const QStringView written = QStringView(m_text).mid(word.begin, word.end - word.begin);
        if (m_part == Part::Unset)
            m_variables.unset(word.text);
        else if (m_part != Part::Command)
            takeWord(word, written);
        else if (word.text.contains(u'=')) // as in `docker run -e NAME=VALUE`
            noteSetting(word, word.text);
    }

    void takeWord(const ShellWord &word, QStringView written)
    {
        const ShellAssignment assignment = assignmentOf(written);
        if (!assignment.name.isEmpty()) {
            assign(assignment, word);
        } else if (m_part == Part::Declaration) {
            takeDeclared(word); // an option such as -x, or a name without value
        } else if (m_part == Part::Options && written.startsWith(u'-')) {
            return;
        } else {
            takeCommand(word, written.toString());
        }
    }

    void takeCommand(const ShellWord &read, const QString &word)
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
        if (m_part == Part::Command && !noteSetting(read, word) && !looksLikeProgram(word))
            noteThoseBefore(read, word);
    }

    // `export NAME = 4` and `export NAME= 4` set nothing, or an empty text.
    void takeDeclared(const ShellWord &word)
    {
        if (word.text.startsWith(u'='))
            noteSetting(word, m_declared);
        else if (!m_before.isEmpty() && isEmptySetting(m_before.last()))
            leaveOut(m_before.takeLast(), word, blankAfterSign);
        m_declared = word.text;
    }

    /// Notes a setting of upstream's that is named but not set.
    bool noteSetting(const ShellWord &word, const QString &text)
    {
        const QString name = settingNamedBy(text);
        if (name.isEmpty())
            return false;
        note(word, QStringLiteral("%1 is left out: this does not set it; write %1=VALUE on a line "
                                  "of its own, without blanks")
                       .arg(name));
        if (m_variables.find(name) == nullptr && !m_leftOut.contains(name) &&
            m_leftOut.size() < mostNotes)
            m_leftOut << name;
        return true;
    }

    [[nodiscard]] bool isEmptySetting(const QString &name) const
    {
        const QString *value = m_variables.find(name);
        return value != nullptr && value->isEmpty() && isUpstreamVariable(name);
    }

    // In a shell, `NAME= 4` runs 4 with an empty NAME, and `NAME=a b` runs b.
    void noteThoseBefore(const ShellWord &word, const QString &command)
    {
        for (const QString &name : std::exchange(m_before, {})) {
            if (isEmptySetting(name))
                leaveOut(name, word, blankAfterSign);
            else if (isUpstreamVariable(name) && m_variables.find(name) != nullptr)
                note(word, QStringLiteral("%1 is taken, although a shell sets it only for the "
                                          "command %2")
                               .arg(name, command.left(40)));
        }
    }

    void assign(const ShellAssignment &assignment, ShellWord word)
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
        setBeforeCommand(assignment.name, word);
    }

    void setBeforeCommand(const QString &name, const ShellWord &word)
    {
        m_before << name;
        set(name, word);
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
            note(word,
                 QStringLiteral("%1 is taken, although the script sets it only under a condition")
                     .arg(name));
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
        m_line += QStringView(m_text)
                      .mid(m_counted, std::max<qsizetype>(0, word.begin - m_counted))
                      .count(u'\n');
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
    QStringList m_before; ///< names set so far in this statement
    QString m_declared;   ///< the last word of a declaration
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
        return fail(ErrorCode::Invalid, QStringLiteral("this is no text"), {},
                    QStringLiteral("write it in UTF-8"));
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    return Reader(text).run();
}

QString shellQuoted(const QString &text)
{
    QString quoted = text;
    if (!text.contains(u'\r'))
        return u'\'' + quoted.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
    // A literal carriage return would be read as part of a line break, by our reader, too.
    quoted.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'\'', QStringLiteral("\\'"))
        .replace(u'\r', QStringLiteral("\\r"));
    return QStringLiteral("$'") + quoted + u'\'';
}

QByteArray writeEnvScript(const UpstreamEnv &env, const QStringList &comments,
                          const QString &command)
{
    QString script = QStringLiteral("#!/usr/bin/env bash\n");
    for (QString comment : comments)
        script += QStringLiteral("# %1\n").arg(comment.replace(u'\n', u' '));
    // Silences warnings about texts that look like expansions but are literal.
    script += QStringLiteral("# shellcheck disable=SC2016,SC1003,SC1112\n");
    for (const auto &[name, value] : env)
        script += QStringLiteral("export %1=").arg(name) + shellQuoted(value) + u'\n';
    return (script + command + u'\n').toUtf8();
}

} // namespace hydra
