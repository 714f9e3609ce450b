// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/env_line.h"

#include "core/upstream/upstream_env.h"

#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

// Behind a blank; elsewhere # is a character like others, as in a shell's word.
QStringView withoutComment(QStringView value)
{
    static const QRegularExpression comment(QStringLiteral("(?:\\A|\\s)#"));
    const auto match = comment.match(value.toString());
    return (match.hasMatch() ? value.left(match.capturedStart()) : value).trimmed();
}

/// Whether a value makes sense in an env file rather than a shell: it contains blanks or shell
/// operators, but not where a command would have them.
bool isEnvFileValue(QStringView value)
{
    static const QRegularExpression signs(QStringLiteral("[\\s;&|<>()]"));
    static const QRegularExpression shell(QStringLiteral(
        "[\\\\'\"`]|\\$[A-Za-z0-9_{(@*?!-]|[;&|<>()][\\s;&|<>()]|\\s[;&|<>()]|[;&|<>()]\\z"));
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    if (!signs.match(value.toString()).hasMatch() || shell.match(value.toString()).hasMatch())
        return false;
    const auto parts = value.split(signs);
    const auto words = value.split(blanks).mid(1);
    return std::none_of(parts.begin(), parts.end(),
                        [](QStringView part) { return !assignmentOf(part).name.isEmpty(); }) &&
           std::none_of(words.begin(), words.end(), looksLikeProgram);
}

std::optional<EnvLine> readPlainLine(QStringView line, const ShellAssignment &assignment)
{
    const QStringView value = withoutComment(line.mid(assignment.length));
    if (assignment.adds || !isEnvFileValue(value))
        return std::nullopt;
    return EnvLine{assignment.name, value.toString(), assignment.length};
}

/// A line such as `NAME = 4`, of a setting that is known.
std::optional<EnvLine> readLooseLine(QStringView line)
{
    static const QRegularExpression pattern(QStringLiteral(
        "\\A(?:(export|set|-)\\s+)?([A-Za-z_][A-Za-z0-9_]*)(\\s*)([=:])(\\s*)(?![=?])"));
    static const QRegularExpression shell(QStringLiteral("[\\\\'\"`$]"));
    static const QRegularExpression command(
        QStringLiteral("\\A(?:\\S*\\.sh|exec|env|sudo|nohup|time|bash|sh)(?:\\s|\\z)"));
    const auto match = pattern.match(line.toString());
    const QStringView value = withoutComment(line.mid(match.capturedLength()));
    const bool isShells = match.captured(4) == u"=" && match.capturedLength(3) == 0 &&
                          match.capturedLength(5) == 0 && match.captured(1) == u"export";
    if (!match.hasMatch() || isShells || !isUpstreamVariable(match.captured(2)) ||
        value.isEmpty() || command.match(value.toString()).hasMatch())
        return std::nullopt;
    return EnvLine{match.captured(2), value.toString(), match.capturedLength(),
                   shell.match(value.toString()).hasMatch()};
}

} // namespace

ShellAssignment assignmentOf(QStringView word)
{
    static const QRegularExpression pattern(QStringLiteral("\\A([A-Za-z_][A-Za-z0-9_]*)(\\+?)="));
    const auto match = pattern.match(word.left(256).toString());
    return {match.captured(1), match.capturedLength(2) > 0, match.capturedLength(0)};
}

bool looksLikeProgram(QStringView word)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A(?:\\.{0,2}/.*|.*\\.sh|exec|env|sudo|nohup|time|bash|sh)\\z"));
    return pattern.match(word.toString()).hasMatch();
}

std::optional<EnvLine> readEnvLine(QStringView line)
{
    const ShellAssignment assignment = assignmentOf(line);
    const bool isPlain = !assignment.name.isEmpty() && assignment.length < line.size() &&
                         !line[assignment.length].isSpace();
    return isPlain ? readPlainLine(line, assignment) : readLooseLine(line);
}

QString settingNamedBy(const QString &word)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A(?:-e|--env=)?([A-Za-z_][A-Za-z0-9_]*)(?:[=:]|\\z)"));
    const QString name = pattern.match(word.left(256)).captured(1);
    return isUpstreamVariable(name) ? name : QString();
}

} // namespace hydra
