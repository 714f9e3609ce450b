// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/disk/fork_disk.h"
#include "core/image/store.h"
#include "core/process/find_program.h"
#include "core/process/run.h"

#include <QTemporaryDir>

#include <algorithm>

namespace hydra::test {

inline const VmRef kVm{QStringLiteral("lab"), QStringLiteral("vm")};

inline bool areInstalled(std::initializer_list<const char *> programs)
{
    return std::all_of(programs.begin(), programs.end(), [](const char *program) {
        return findProgram(QString::fromLatin1(program)).has_value();
    });
}

inline bool runs(const QString &program, const QStringList &args)
{
    const auto ran = run({program, args});
    if (!ran)
        qWarning().noquote() << formatError(ran.error()) << ran.error().details;
    return ran.has_value();
}

inline bool write(const QString &disk, const QString &command)
{
    return runs(QStringLiteral("qemu-io"), {QStringLiteral("-f"), QStringLiteral("qcow2"),
                                            QStringLiteral("-c"), command, disk});
}

inline bool isClean(const QString &disk)
{
    return runs(QStringLiteral("qemu-img"), {QStringLiteral("check"), QStringLiteral("-q"), disk});
}

/// A VM with a backing file, a system disk on it, and a data disk.
struct Home {
    explicit Home(qint64 mib = 8)
    {
        const QString root = m_dir.path();
        environment.paths = {root + QStringLiteral("/c"), root + QStringLiteral("/d"),
                             root + QStringLiteral("/x"), root + QStringLiteral("/s"),
                             root + QStringLiteral("/r")};
        for (const QString &dir : {environment.paths.stateDir, environment.paths.labState(kVm.lab),
                                   environment.paths.vmState(kVm)}) {
            if (!makePrivateDir(dir))
                qFatal("no directory");
        }
        const QString written = QStringLiteral("write -P 2 0 %1M").arg(mib);
        made = createDisk(path(QStringLiteral("base.qcow2")), MemorySize::mib(128)).has_value() &&
               write(path(QStringLiteral("base.qcow2")), QStringLiteral("write -P 1 0 16M"));
        const auto base = ImageStore({}).find(path(QStringLiteral("base.qcow2")));
        made = made && base && createOverlay(disk(), *base, MemorySize::mib(256)).has_value() &&
               write(disk(), written) && createDisk(data(), MemorySize::mib(64)).has_value();
    }
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    [[nodiscard]] QString disk() const
    {
        return environment.paths.vmState(kVm) + QStringLiteral("/disk.qcow2");
    }
    [[nodiscard]] QString data() const
    {
        return environment.paths.vmState(kVm) + QStringLiteral("/disk-more.qcow2");
    }
    [[nodiscard]] Result<void> fork(const QString &to) const
    {
        return forkDisk(environment, kVm, to, {});
    }

    Environment environment;
    bool made = false;

private:
    QTemporaryDir m_dir;
};

} // namespace hydra::test
