// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "image/qcow2.h"

#include <QFile>
#include <QtEndian>

namespace hydra {

std::optional<Qcow2Head> parseQcow2Head(const QByteArray &bytes)
{
    constexpr qsizetype headSize = 72;
    if (bytes.size() < headSize || !bytes.startsWith(QByteArrayView("QFI\xfb", 4)))
        return {};
    const auto backingAt = qFromBigEndian<quint64>(bytes.constData() + 8);
    const auto backingSize = qFromBigEndian<quint32>(bytes.constData() + 16);
    Qcow2Head head;
    head.virtualSize = MemorySize::bytes(qFromBigEndian<quint64>(bytes.constData() + 24));
    const auto size = static_cast<quint64>(bytes.size());
    if (backingAt != 0 && backingAt < size && backingSize <= size - backingAt)
        head.backingFile = QString::fromUtf8(bytes.constData() + backingAt, backingSize);
    return head;
}

std::optional<Qcow2Head> readQcow2Head(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return parseQcow2Head(file.read(64 << 10));
}

} // namespace hydra
