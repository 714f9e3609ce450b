// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/image_lock.h"

#include "core/process/spawn.h"

#include <QFile>

#include <fcntl.h>

namespace hydra {

// Asks for an exclusive lock, which every lock of others conflicts with. OFD locks, as QEMU's:
// closing the descriptor takes nobody's lock away.
bool isImageLocked(const QString &path)
{
    const OwnedFd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 100;
    lock.l_len = 200;
    return fd.isOpen() && ::fcntl(fd.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

} // namespace hydra
