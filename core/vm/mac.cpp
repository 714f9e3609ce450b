// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/mac.h"

#include <QCryptographicHash>

namespace hydra {

QString macOf(const VmRef &ref, const VmSpec &spec)
{
    if (!spec.mac.isEmpty())
        return spec.mac;
    const QByteArray hash =
        QCryptographicHash::hash(ref.toString().toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("52:54:00:") + QString::fromLatin1(hash.left(3).toHex(':'));
}

} // namespace hydra
