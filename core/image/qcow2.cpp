// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/qcow2.h"

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

bool isUntouchedQcow2(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.read(72);
    if (!parseQcow2Head(head))
        return false;
    constexpr quint32 entriesLimit = 4 << 20; // QEMU's own limit: 32 MiB
    const auto entries = qFromBigEndian<quint32>(head.constData() + 36);
    const auto place = qFromBigEndian<quint64>(head.constData() + 40);
    if (entries > entriesLimit || !file.seek(static_cast<qint64>(place)))
        return false;
    const QByteArray table = file.read(qint64(entries) * 8);
    return table.size() == qint64(entries) * 8 && table.count('\0') == table.size();
}

bool isSelfContained(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.read(80);
    if (!head.startsWith(QByteArrayView("QFI\xfb", 4)))
        return true;
    if (head.size() < 72 || qFromBigEndian<quint64>(head.constData() + 8) != 0)
        return false;
    const bool hasFeatures = qFromBigEndian<quint32>(head.constData() + 4) >= 3;
    constexpr quint64 kDataFile = 1 << 2;
    return !hasFeatures ||
           (head.size() == 80 && (qFromBigEndian<quint64>(head.constData() + 72) & kDataFile) == 0);
}

tl::unexpected<Error> refersToOtherFiles(const QString &path)
{
    return fail(ErrorCode::Failed,
                QStringLiteral("is only part of a disk: it refers to files elsewhere"), path,
                QStringLiteral("if you trust it, make one file of all with `qemu-img convert -O "
                               "qcow2`, then use that"));
}

} // namespace hydra
