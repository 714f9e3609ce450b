// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/finding.h"

namespace hydra {

QString toString(Finding::State state)
{
    switch (state) {
    case Finding::State::Ok:
        return QStringLiteral("ok");
    case Finding::State::Attention:
        return QStringLiteral("attention");
    case Finding::State::Problem:
        return QStringLiteral("problem");
    case Finding::State::NotHere:
        break;
    }
    return QStringLiteral("not-here");
}

QJsonObject toJson(const Finding &finding)
{
    return {{QStringLiteral("id"), finding.id},
            {QStringLiteral("title"), finding.title},
            {QStringLiteral("state"), toString(finding.state)},
            {QStringLiteral("words"), finding.words},
            {QStringLiteral("fix"), finding.fix},
            {QStringLiteral("command"), finding.command},
            {QStringLiteral("details"), finding.details}};
}

} // namespace hydra
