// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/option.h"

namespace hydra {

QString quoteOption(const QString &value)
{
    QString quoted = value;
    return quoted.replace(u',', QStringLiteral(",,"));
}

} // namespace hydra
