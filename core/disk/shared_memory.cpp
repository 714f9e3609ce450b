// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/shared_memory.h"

#include "core/process/spawn.h"
#include "core/vm/qemu/devices.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

tl::unexpected<Error> refuse(const QString &why, const QString &path)
{
    return fail(ErrorCode::Failed, QStringLiteral("shared_memory: ") + why, path,
                QStringLiteral("write another `path`, or remove it"));
}

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

} // namespace

Result<void> ensureSharedMemory(const VmSpec &vm, const VmFiles &files, const HostFacts &host)
{
    const SharedMemorySpec &memory = vm.sharedMemory;
    if (memory.type == SharedMemoryType::None)
        return {};
    const QString path = sharedMemoryPath(vm, host, files);
    const OwnedFd file(::open(QFile::encodeName(path).constData(),
                              O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
    if (!file.isOpen())
        return refuse(systemError(), path);
    struct stat info = {};
    if (::fstat(file.get(), &info) != 0)
        return refuse(systemError(), path);
    if (!S_ISREG(info.st_mode))
        return refuse(QStringLiteral("it is no plain file"), path);
    if (info.st_uid != ::geteuid())
        return refuse(QStringLiteral("it belongs to another user"), path);
    const auto size = static_cast<off_t>(memory.size.inBytes());
    if (info.st_size < size && ::ftruncate(file.get(), size) != 0)
        return refuse(systemError(), path);
    return {};
}

} // namespace hydra
