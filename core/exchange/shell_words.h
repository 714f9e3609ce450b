// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace hydra {

/// Variables in the order of their first assignment. What would take more than 128 KiB, or 4 MiB for all,
/// is refused: `A=$A$A` must not eat the memory.
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

/// One word of a shell script after its quotes are gone and what is known is put in.
struct ShellWord {
    QString text;
    qsizetype begin = 0; ///< where it stands in the script
    qsizetype end = 0;
    QString trouble;     ///< why nobody knows the text without running something; empty: it is known
    bool keepsHome = false; ///< $HOME stands in the text as it was written
};

/// Reads words of a bash script as bash does: quotes, continued lines, variables and their defaults. Never runs
/// anything: what would need that becomes a word's trouble. `${NAME:=DEFAULT}` sets NAME. One pass over the text,
/// which must outlive it; nested deeper than 32 levels, the rest is not read.
class ShellWords
{
public:
    ShellWords(const QString &text, ShellVariables &variables) : m_text(text), m_variables(variables) {}

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] qsizetype position() const { return m_at; }
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const;
    void skip(qsizetype count) { m_at = std::min(m_at + count, m_text.size()); }
    void skipBlanks(); ///< continued lines too
    void skipLine();   ///< up to the line break
    /// The word that begins here; stops before blanks, line breaks and ;&|()<>.
    [[nodiscard]] ShellWord word();

    /// What was left out while defaults were set: name and why.
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
    qsizetype m_putIn = 0; ///< characters that came out of variables so far
};

} // namespace hydra
