// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/copy_file.h"

#include "core/process/spawn.h"

#include <QFile>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

namespace hydra {

bool cloneFile(const QString &from, const QString &to)
{
    const OwnedFd source(::open(QFile::encodeName(from).constData(), O_RDONLY | O_CLOEXEC));
    if (!source.isOpen())
        return false;
    const OwnedFd target(
        ::open(QFile::encodeName(to).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!target.isOpen())
        return false;
    const bool cloned = ::ioctl(target.get(), FICLONE, source.get()) == 0;
    if (!cloned)
        QFile::remove(to);
    return cloned;
}

} // namespace hydra
