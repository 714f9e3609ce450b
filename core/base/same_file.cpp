// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/same_file.h"

#include <QFile>

#include <sys/stat.h>

namespace hydra {

bool isFileAt(int fd, const QString &path)
{
    struct stat own = {}, there = {};
    return ::fstat(fd, &own) == 0 && ::stat(QFile::encodeName(path).constData(), &there) == 0 &&
           own.st_dev == there.st_dev && own.st_ino == there.st_ino;
}

} // namespace hydra
