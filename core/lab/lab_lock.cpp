// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/lab_lock.h"

#include "core/base/atomic_file.h"

#include <QDir>
#include <QFileInfo>

namespace hydra {
namespace {

std::chrono::milliseconds patienceOf(LabLock::Wait wait)
{
    using namespace std::chrono_literals;
    switch (wait) {
    case LabLock::Wait::No:
        return 0s;
    case LabLock::Wait::Briefly:
        return 20s;
    case LabLock::Wait::ForUp:
        return 5min;
    }
    return {};
}

} // namespace

Result<LabLock> LabLock::acquire(const Paths &paths, const QString &lab, Wait wait)
{
    const QString path = paths.labState(lab) + QStringLiteral("/up.lock");
    auto lock = FileLock::acquire(path, patienceOf(wait));
    if (lock)
        return LabLock(path, std::move(*lock));
    if (lock.error().code == ErrorCode::Conflict)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("is being started or changed by another command"), lab,
                    QStringLiteral("wait until that has finished, then try again"));
    return fail(lock.error());
}

Result<LabLock> LabLock::acquireNew(const Paths &paths, const QString &lab, Wait wait)
{
    while (true) {
        for (const QString &dir : {paths.stateDir, paths.labState(lab)}) {
            if (auto made = makePrivateDir(dir); !made)
                return fail(made.error());
        }
        auto lock = acquire(paths, lab, wait);
        if (lock || lock.error().code != ErrorCode::NotFound)
            return lock;
    }
}

void LabLock::removeIfAlone() const
{
    const QFileInfo file(m_path);
    if (file.dir().entryList(QDir::AllEntries | QDir::Hidden | QDir::System |
                             QDir::NoDotAndDotDot) == QStringList{file.fileName()}) {
        QFile::remove(m_path);
        QDir().rmdir(file.path());
    }
}

} // namespace hydra
