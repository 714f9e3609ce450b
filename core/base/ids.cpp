// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/ids.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace hydra {

bool isValidName(const QString &name)
{
    const auto alnum = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); };
    return !name.isEmpty() && name.size() <= 40 && alnum(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](QChar c) { return alnum(c) || c == u'-'; });
}

Result<Target> parseTarget(const QString &text)
{
    const bool yaml = text.endsWith(QLatin1String(".yaml")) || text.endsWith(QLatin1String(".yml"));
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    const QString lab = text.left(slash < 0 ? text.size() : slash);
    const QString vm = slash < 0 ? QString() : text.mid(slash + 1);
    if (!yaml && isValidName(lab) && (slash < 0 || isValidName(vm)))
        return Target{lab, vm, {}};
    if (yaml || QFileInfo::exists(text) || text.count(QLatin1Char('/')) > 1)
        return Target{.file = text};
    return fail(ErrorCode::Invalid, QStringLiteral("'%1' names no lab, VM or file").arg(text), {},
                QStringLiteral("write LAB, LAB/VM or the path of a lab file; names are lower-case "
                               "letters, digits and hyphens, at most 40"));
}

QString randomId()
{
    std::array<quint32, 4> words;
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    QString id;
    for (quint32 word : words)
        id += QStringLiteral("%1").arg(word, 8, 16, QLatin1Char('0'));
    return id;
}

} // namespace hydra
