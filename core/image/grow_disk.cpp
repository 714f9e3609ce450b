// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grow_disk.h"

#include "core/image/qcow2.h"
#include "core/process/run.h"

namespace hydra {

Result<void> growDisk(const QString &path, MemorySize size, const QString &qemuImg)
{
    const auto head = readQcow2Head(path);
    if (!head)
        return fail(ErrorCode::Failed, QStringLiteral("is no qcow2 disk"), path);
    if (size == MemorySize() || size == head->virtualSize)
        return {};
    if (size < head->virtualSize)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("the disk has %1 and cannot shrink to %2")
                        .arg(head->virtualSize.toDisplay(), size.toDisplay()),
                    path, QStringLiteral("write %1").arg(head->virtualSize.toString()));
    const auto ran =
        run({.program = qemuImg,
             .args = {QStringLiteral("resize"), QStringLiteral("-q"), QStringLiteral("-f"),
                      QStringLiteral("qcow2"), path, QString::number(size.inBytes())}});
    return ran ? Result<void>() : Result<void>(fail(ran.error()));
}

} // namespace hydra
