// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/doctor/finding_look.h"

#include <QCoreApplication>

namespace hydra::ui {

FindingLook lookOf(Finding::State state)
{
    const auto word = [](const char *text) { return QCoreApplication::translate("Finding", text); };
    switch (state) {
    case Finding::State::Ok:
        return {QStringLiteral("✓"), Token::RunText, word("fine")};
    case Finding::State::Attention:
        return {QStringLiteral("!"), Token::WarnText, word("attention")};
    case Finding::State::Problem:
        return {QStringLiteral("✕"), Token::ErrText, word("problem")};
    case Finding::State::NotHere:
        break;
    }
    return {QStringLiteral("–"), Token::Faint, word("not here")};
}

} // namespace hydra::ui
