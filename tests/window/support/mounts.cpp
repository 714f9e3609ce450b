// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "support/mounts.h"

#include <QFile>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

namespace hydra::test {

Mounts::Mounts()
    : m_allowed(::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0)
{
}

Mounts::~Mounts()
{
    for (const QString &place : m_mounted)
        ::umount2(QFile::encodeName(place).constData(), MNT_DETACH);
}

bool Mounts::putDisk(const QString &directory, int mebibytes)
{
    const QByteArray size = "mode=700,size=" + QByteArray::number(mebibytes) + 'm';
    const bool again = m_mounted.contains(directory);
    const QByteArray place = QFile::encodeName(directory);
    if (::mount("tmpfs", place.constData(), "tmpfs", again ? MS_REMOUNT : 0, size.constData()) != 0)
        return false;
    if (!again)
        m_mounted.append(directory);
    return true;
}

bool Mounts::forbid(const QString &file, const QString &scratch)
{
    QFile closed(scratch);
    if (!closed.open(QIODevice::WriteOnly) || ::chmod(QFile::encodeName(scratch).constData(), 0) != 0)
        return false;
    if (::mount(QFile::encodeName(scratch).constData(), QFile::encodeName(file).constData(), nullptr, MS_BIND, nullptr) != 0)
        return false;
    m_mounted.append(file);
    return true;
}

} // namespace hydra::test
