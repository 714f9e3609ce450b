// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_lock.h"
#include "core/host/paths.h"

namespace hydra {

/// The right to start VMs of a lab, or to work on disks of VMs that must not start meanwhile: one
/// command at a time holds it (up.lock in the lab's state directory), until
/// the object or its process ends. Running VMs need no such protection. Any thread.
class LabLock
{
public:
    enum class Wait {
        No,
        Briefly, ///< 20 s: longer than disks are worked on
        ForUp,   ///< 5 minutes: `up` may be building an image
    };
    /// Conflict, in words for a person, when another command still holds it after WAIT; NotFound
    /// when the lab has no state directory. Blocks.
    [[nodiscard]] static Result<LabLock> acquire(const Paths &paths, const QString &lab, Wait wait);
    /// The same, but makes the lab's state directory, also when the previous holder removed it.
    [[nodiscard]] static Result<LabLock> acquireNew(const Paths &paths, const QString &lab,
                                                    Wait wait);
    /// Removes the state directory again if nothing but this lock is in it.
    void removeIfAlone() const;

private:
    LabLock(QString path, FileLock lock) : m_path(std::move(path)), m_lock(std::move(lock)) {}
    QString m_path;
    FileLock m_lock;
};

} // namespace hydra
