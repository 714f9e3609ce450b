// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/mounts.h"

#ifdef Q_OS_LINUX
#include <QDir>
#include <QFile>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

namespace hydra::test {

Mounts::Mounts()
{
    static const bool alone = ::unshare(CLONE_NEWNS) == 0 &&
                              ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    m_allowed = alone;
}

Mounts::~Mounts()
{
    for (const QString &place : m_mounted)
        ::umount2(QFile::encodeName(place).constData(), MNT_DETACH);
}

bool Mounts::putDisk(const QString &directory, const QByteArray &size)
{
    const QByteArray options = "mode=700,size=" + size;
    const bool again = m_mounted.contains(directory);
    QDir().mkpath(directory);
    if (!m_allowed || ::mount("tmpfs", QFile::encodeName(directory).constData(), "tmpfs",
                              again ? MS_REMOUNT : 0, options.constData()) != 0)
        return false;
    if (!again)
        m_mounted.append(directory);
    return true;
}

bool Mounts::forbidWriting(const QString &directory)
{
    return m_mounted.contains(directory) &&
           ::mount("tmpfs", QFile::encodeName(directory).constData(), "tmpfs",
                   MS_REMOUNT | MS_RDONLY, nullptr) == 0;
}

bool Mounts::forbid(const QString &file, const QString &scratch)
{
    QFile closed(scratch);
    if (!m_allowed || !closed.open(QIODevice::WriteOnly) ||
        ::chmod(QFile::encodeName(scratch).constData(), 0) != 0)
        return false;
    if (::mount(QFile::encodeName(scratch).constData(), QFile::encodeName(file).constData(),
                nullptr, MS_BIND, nullptr) != 0)
        return false;
    m_mounted.append(file);
    return true;
}

} // namespace hydra::test

#else

namespace hydra::test {

Mounts::Mounts() = default;
Mounts::~Mounts() = default;

bool Mounts::putDisk(const QString &, const QByteArray &)
{
    return false;
}

bool Mounts::forbidWriting(const QString &)
{
    return false;
}

bool Mounts::forbid(const QString &, const QString &)
{
    return false;
}

} // namespace hydra::test

#endif
