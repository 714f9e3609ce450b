// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disk/snapshot_record.h"

namespace hydra::test {

/// A snapshot of one disk.
inline Snapshot snapshot(const QString &name, const QString &parent = {})
{
    Snapshot s;
    s.name = name;
    s.parent = parent;
    s.note = QStringLiteral("a note, \"quoted\"");
    s.createdAt = QStringLiteral("2026-11-25T16:30:00Z");
    s.disks = {QStringLiteral("disk.qcow2")};
    return s;
}

} // namespace hydra::test
