// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/last_words.h"

#include <QFile>
#include <QStringList>

#include <algorithm>

namespace hydra {

QString lastWords(const QByteArray &stderrText)
{
    QString last;
    QString lastError;
    for (const QString &line : QString::fromUtf8(stderrText).split(u'\n', Qt::SkipEmptyParts)) {
        const QString text = line.trimmed().left(300);
        if (text.contains(QStringLiteral("error: ")))
            lastError = text;
        else if (!text.isEmpty() && !text.contains(QStringLiteral("warning: ")))
            last = text;
    }
    return lastError.isEmpty() ? last : lastError;
}

QString lastWordsIn(const QString &path, qint64 start)
{
    constexpr qint64 enough = 8 << 10;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const qint64 first = start > file.size() ? 0 : start; // it was begun anew
    file.seek(std::max(first, file.size() - enough));
    return lastWords(file.read(enough));
}

} // namespace hydra
