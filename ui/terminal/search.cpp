// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/search.h"

#include <algorithm>

namespace hydra {
namespace {

constexpr std::size_t kMaxMatches = 100'000;

QRegularExpression expressionOf(const QString &pattern, const SearchOptions &options)
{
    QRegularExpression::PatternOptions flags = QRegularExpression::UseUnicodePropertiesOption;
    if (!options.isCaseSensitive)
        flags |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(
        options.isRegularExpression ? pattern : QRegularExpression::escape(pattern), flags);
}

} // namespace

void TerminalSearch::setPattern(const QString &pattern, const SearchOptions &options)
{
    m_expression = expressionOf(pattern, options);
    m_isActive = !pattern.isEmpty() && m_expression.isValid();
    restart();
}

QString TerminalSearch::error() const
{
    return m_expression.isValid() ? QString() : m_expression.errorString();
}

void TerminalSearch::restart()
{
    m_matches.clear();
    m_current = -1;
    m_nextRow = m_surface.firstRow();
    m_settledRow = m_nextRow;
}

bool TerminalSearch::step(std::chrono::milliseconds budget)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    m_nextRow = std::max(m_nextRow, m_surface.firstRow());
    while (m_isActive && m_nextRow < m_surface.endRow() && m_matches.size() < kMaxMatches) {
        const qint64 first = m_nextRow;
        const LineText line = lineFrom(m_surface, first);
        lookAt(line);
        m_nextRow = line.nextRow;
        if (m_nextRow <= m_surface.screenTop())
            m_settledRow = m_nextRow;
        if (std::chrono::steady_clock::now() >= end)
            return m_nextRow >= m_surface.endRow();
    }
    return true;
}

void TerminalSearch::lookAt(const LineText &line)
{
    QRegularExpressionMatchIterator found = m_expression.globalMatch(line.text);
    while (found.hasNext() && m_matches.size() < kMaxMatches) {
        const QRegularExpressionMatch match = found.next();
        if (match.capturedLength() == 0)
            continue;
        m_matches.push_back({line.places[std::size_t(match.capturedStart())],
                             line.places[std::size_t(match.capturedEnd())], false});
    }
}

void TerminalSearch::contentChanged()
{
    forgetFrom(m_settledRow);
    m_nextRow = std::min(m_nextRow, m_settledRow);
    const auto left =
        std::find_if(m_matches.begin(), m_matches.end(), [this](const TerminalSelection &match) {
            return match.begin.row >= m_surface.firstRow();
        });
    const int gone = int(left - m_matches.begin());
    m_matches.erase(m_matches.begin(), left);
    m_current = m_current < gone ? -1 : m_current - gone;
}

void TerminalSearch::forgetFrom(qint64 row)
{
    while (!m_matches.empty() && m_matches.back().begin.row >= row)
        m_matches.pop_back();
    if (m_current >= int(m_matches.size()))
        m_current = -1;
}

const TerminalSelection *TerminalSearch::next()
{
    return choose(m_current < 0 ? int(m_matches.size()) - 1 : m_current + 1);
}

const TerminalSelection *TerminalSearch::previous()
{
    return choose(m_current < 0 ? int(m_matches.size()) - 1 : m_current - 1);
}

const TerminalSelection *TerminalSearch::choose(int index)
{
    if (m_matches.empty())
        return nullptr;
    const int count = int(m_matches.size());
    m_current = (index + count) % count;
    return &m_matches[std::size_t(m_current)];
}

} // namespace hydra
