// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/part_state.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace hydra {

QByteArray partStateText(const PartState &state)
{
    QJsonObject json{{QStringLiteral("url"), state.url},
                     {QStringLiteral("validator"), QString::fromLatin1(state.validator)}};
    if (state.size)
        json[u"size"] = *state.size;
    return QJsonDocument(json).toJson();
}

std::optional<PartState> readPartState(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QString url = document[QStringLiteral("url")].toString();
    if (url.isEmpty())
        return {};
    PartState state;
    state.url = url;
    state.validator = document[QStringLiteral("validator")].toString().toLatin1();
    const QJsonValue size = document[QStringLiteral("size")];
    if (size.isDouble() && size.toInteger() >= 0)
        state.size = size.toInteger();
    return state;
}

} // namespace hydra
