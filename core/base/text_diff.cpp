// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text_diff.h"

#include <algorithm>

namespace hydra {
namespace {

using Lines = std::vector<QByteArray>;
constexpr std::size_t mostCells = std::size_t(2000) * 2000;

Lines linesOf(const QByteArray &text)
{
    Lines lines;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype found = text.indexOf('\n', start);
        const qsizetype end = found < 0 ? text.size() : found + 1;
        lines.push_back(text.mid(start, end - start));
        start = end;
    }
    return lines;
}

/// The differing middle of two texts, without their common prefix and suffix.
struct Middle {
    const Lines &before;
    const Lines &after;
    std::size_t first; ///< in both texts, which share their first lines
    std::size_t beforeEnd;
    std::size_t afterEnd;

    [[nodiscard]] std::size_t rows() const { return beforeEnd - first; }
    [[nodiscard]] std::size_t columns() const { return afterEnd - first; }
};

Middle middleOf(const Lines &before, const Lines &after)
{
    const auto [b, a] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto first = std::size_t(b - before.begin());
    std::size_t beforeEnd = before.size();
    std::size_t afterEnd = after.size();
    while (beforeEnd > first && afterEnd > first && before[beforeEnd - 1] == after[afterEnd - 1]) {
        --beforeEnd;
        --afterEnd;
    }
    return {before, after, first, beforeEnd, afterEnd};
}

/// Dynamic programming table: for each pair of lines the length of the longest common subsequence
/// of what follows.
std::vector<std::uint16_t> commonLengths(const Middle &middle)
{
    const std::size_t width = middle.columns() + 1;
    std::vector<std::uint16_t> cells((middle.rows() + 1) * width);
    for (std::size_t i = middle.rows(); i-- > 0;) {
        for (std::size_t j = middle.columns(); j-- > 0;) {
            const bool same = middle.before[middle.first + i] == middle.after[middle.first + j];
            cells[i * width + j] =
                same ? std::uint16_t(cells[(i + 1) * width + j + 1] + 1)
                     : std::max(cells[(i + 1) * width + j], cells[i * width + j + 1]);
        }
    }
    return cells;
}

void addMiddle(const Middle &middle, std::vector<DiffLine> &out)
{
    const bool tooMuch = middle.rows() * middle.columns() > mostCells || middle.rows() > 60000 ||
                         middle.columns() > 60000;
    const std::vector<std::uint16_t> cells =
        tooMuch ? std::vector<std::uint16_t>() : commonLengths(middle);
    const std::size_t width = middle.columns() + 1;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < middle.rows() || j < middle.columns()) {
        const bool both = i < middle.rows() && j < middle.columns();
        if (both && !tooMuch && middle.before[middle.first + i] == middle.after[middle.first + j]) {
            out.push_back({DiffLine::Kind::Same, middle.before[middle.first + i++]});
            ++j;
        } else if (i < middle.rows() &&
                   (!both || tooMuch || cells[(i + 1) * width + j] >= cells[i * width + j + 1])) {
            out.push_back({DiffLine::Kind::Removed, middle.before[middle.first + i++]});
        } else {
            out.push_back({DiffLine::Kind::Added, middle.after[middle.first + j++]});
        }
    }
}

/// A range of the base's lines and the lines that replace it.
struct Hunk {
    std::size_t start = 0;
    std::size_t end = 0;
    QByteArray text;
    bool operator==(const Hunk &) const = default;
};

std::vector<Hunk> hunksOf(const QByteArray &base, const QByteArray &changed)
{
    std::vector<Hunk> hunks;
    std::size_t line = 0;
    bool open = false;
    for (const DiffLine &diff : diffLines(base, changed)) {
        if (diff.kind != DiffLine::Kind::Same && !std::exchange(open, true))
            hunks.push_back({line, line, {}});
        if (diff.kind == DiffLine::Kind::Added)
            hunks.back().text += diff.text;
        else
            ++line;
        if (diff.kind == DiffLine::Kind::Removed)
            hunks.back().end = line;
        open = diff.kind != DiffLine::Kind::Same;
    }
    return hunks;
}

bool collide(const Hunk &a, const Hunk &b)
{
    return a.start <= b.end && b.start <= a.end;
}

} // namespace

std::vector<DiffLine> diffLines(const QByteArray &before, const QByteArray &after)
{
    const Lines old = linesOf(before);
    const Lines fresh = linesOf(after);
    const Middle middle = middleOf(old, fresh);
    std::vector<DiffLine> result;
    for (std::size_t i = 0; i < middle.first; ++i)
        result.push_back({DiffLine::Kind::Same, old[i]});
    addMiddle(middle, result);
    for (std::size_t i = middle.beforeEnd; i < old.size(); ++i)
        result.push_back({DiffLine::Kind::Same, old[i]});
    return result;
}

std::vector<DiffLine> nearChanges(const std::vector<DiffLine> &lines, int context)
{
    const auto isNear = [&](qsizetype at) {
        for (qsizetype i = std::max<qsizetype>(0, at - context);
             i <= at + context && i < qsizetype(lines.size()); ++i) {
            if (lines[std::size_t(i)].kind != DiffLine::Kind::Same)
                return true;
        }
        return false;
    };
    std::vector<DiffLine> result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (isNear(qsizetype(i)))
            result.push_back(lines[i]);
        else if (!result.empty() && result.back().kind != DiffLine::Kind::Gap)
            result.push_back({DiffLine::Kind::Gap, {}});
    }
    while (!result.empty() && result.back().kind == DiffLine::Kind::Gap)
        result.pop_back();
    return result;
}

QString diffText(const QByteArray &before, const QByteArray &after, int context)
{
    QString text;
    for (const DiffLine &line : nearChanges(diffLines(before, after), context)) {
        QString words = QString::fromUtf8(line.text);
        while (words.endsWith(u'\n') || words.endsWith(u'\r'))
            words.chop(1);
        switch (line.kind) {
        case DiffLine::Kind::Same:
            text += QStringLiteral("  ");
            break;
        case DiffLine::Kind::Removed:
            text += QStringLiteral("- ");
            break;
        case DiffLine::Kind::Added:
            text += QStringLiteral("+ ");
            break;
        case DiffLine::Kind::Gap:
            text += QStringLiteral("  ...");
            break;
        }
        text += words + u'\n';
    }
    return text;
}

std::optional<QByteArray> mergeTexts(const QByteArray &base, const QByteArray &mine,
                                     const QByteArray &theirs)
{
    std::vector<Hunk> hunks = hunksOf(base, theirs);
    for (const Hunk &hunk : hunksOf(base, mine)) {
        const auto other = std::find_if(hunks.begin(), hunks.end(),
                                        [&](const Hunk &h) { return collide(h, hunk); });
        if (other == hunks.end())
            hunks.push_back(hunk);
        else if (*other != hunk)
            return std::nullopt;
    }
    std::sort(hunks.begin(), hunks.end(),
              [](const Hunk &a, const Hunk &b) { return a.start < b.start; });
    const Lines lines = linesOf(base);
    QByteArray merged;
    std::size_t line = 0;
    for (const Hunk &hunk : hunks) {
        for (; line < hunk.start; ++line)
            merged += lines[line];
        merged += hunk.text;
        line = hunk.end;
    }
    for (; line < lines.size(); ++line)
        merged += lines[line];
    return merged;
}

} // namespace hydra
