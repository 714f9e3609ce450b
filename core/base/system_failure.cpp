// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/system_failure.h"

#include <system_error>

namespace hydra {

tl::unexpected<Error> systemFailure(const QString &what, const QString &where, int code)
{
    const std::string reason = std::generic_category().message(code);
    return fail(ErrorCode::Failed,
                QStringLiteral("%1: %2").arg(what, QString::fromStdString(reason)), where,
                code == ENOSPC || code == EDQUOT ? QStringLiteral("free some space, then try again")
                                                 : QString());
}

} // namespace hydra
