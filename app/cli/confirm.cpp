// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/confirm.h"

#include <iostream>
#include <unistd.h>

namespace hydra::cli {

Result<bool> confirmed(const Session &session, const QString &question, const QString &where,
                       const QString &verb)
{
    if (::isatty(STDIN_FILENO) == 0)
        return fail(ErrorCode::Invalid, QStringLiteral("nobody is here to be asked"), where,
                    QStringLiteral("add --yes to %1 without asking").arg(verb));
    session.say(question + QStringLiteral(" Go on? [y/N]"));
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

} // namespace hydra::cli
