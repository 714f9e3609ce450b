// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace hydra {

/// Variables in the order of their first assignment. Values of more than 128 KiB, or 4 MiB in
/// total, are refused: `A=$A$A` must not exhaust memory.
class ShellVariables
{
public:
    [[nodiscard]] const QString *find(const QString &name) const;
    [[nodiscard]] bool set(const QString &name, const QString &value);
    void unset(const QString &name);
    [[nodiscard]] std::vector<std::pair<QString, QString>> all() const;

private:
    QStringList m_order;
    QHash<QString, QString> m_values;
    qsizetype m_size = 0;
};

/// One word of a shell script, with quotes removed and known variables expanded.
struct ShellWord {
    QString text;
    qsizetype begin = 0; ///< its position in the script
    qsizetype end = 0;
    QString trouble;        ///< why the text cannot be known without execution; empty: it is known
    bool keepsHome = false; ///< the text contains an unexpanded $HOME
};

/// Reads words of a bash script the way bash does: quotes, continued lines, variables and their
/// defaults. Never executes anything: what would need execution becomes a word's `trouble`.
/// `${NAME:=DEFAULT}` sets NAME. One pass over the text, which must outlive this object; anything
/// nested deeper than 32 levels is skipped.
class ShellWords
{
public:
    ShellWords(const QString &text, ShellVariables &variables)
        : m_text(text), m_variables(variables)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] qsizetype position() const { return m_at; }
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const;
    void skip(qsizetype count) { m_at = std::min(m_at + count, m_text.size()); }
    void skipBlanks(); ///< and continued lines
    void skipLine();   ///< up to the line break
    /// Reads the word that begins here, up to a blank, a line break or one of ;&|()<>.
    [[nodiscard]] ShellWord word();

    /// Assignments of defaults that were left out: name and reason.
    std::vector<std::pair<QString, QString>> troubles;

private:
    void readPart(ShellWord &word, int depth);
    void readSingle(ShellWord &word);
    void readDouble(ShellWord &word, int depth);
    void readAnsi(ShellWord &word);
    void readDollar(ShellWord &word, int depth);
    void readBraces(ShellWord &word, int depth);
    void readDefault(ShellWord &word, const QString &name, const QString &operation, int depth);
    void addVariable(ShellWord &word, const QString &name, const QString &written);
    void addValue(ShellWord &word, const QString &value);
    void skipSubstitution(int depth);
    void skipQuotedSubstitution(int depth);
    void skipBraces(int depth);
    void skipBackquotes();
    [[nodiscard]] QString readName();
    bool tooDeep(ShellWord *word, int depth);

    const QString &m_text;
    ShellVariables &m_variables;
    qsizetype m_at = 0;
    qsizetype m_putIn = 0; ///< characters expanded from variables so far
};

} // namespace hydra
