// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/palette/fuzzy.h"

namespace hydra::ui {

int fuzzyScore(const QString &query, const QString &text)
{
    int score = 0;
    qsizetype at = 0, last = -2;
    for (const QChar wanted : query) {
        if (wanted.isSpace())
            continue;
        qsizetype found = -1;
        // Prefers the beginning of a word over an earlier match.
        for (qsizetype i = at; i < text.size(); ++i) {
            if (text.at(i).toLower() != wanted.toLower())
                continue;
            const bool begins = i == 0 || !text.at(i - 1).isLetterOrNumber();
            if (found < 0 || (begins && i != last + 1 && found != last + 1))
                found = i;
            if (found == last + 1 || begins)
                break;
        }
        if (found < 0)
            return -1;
        const bool begins = found == 0 || !text.at(found - 1).isLetterOrNumber();
        score += 1 + (begins ? 6 : 0) + (found == last + 1 ? 4 : 0);
        last = found;
        at = found + 1;
    }
    return score * 100 - int(text.size());
}

} // namespace hydra::ui
