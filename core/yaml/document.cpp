// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/document.h"

#include <QList>

namespace hydra {

int columnForPeople(const QByteArray &text, const YamlMark &mark)
{
    return 1 +
           int(QString::fromUtf8(text.mid(mark.offset - mark.column, mark.column)).toUcs4().size());
}

} // namespace hydra
