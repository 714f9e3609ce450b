// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/connect.h"

#include <QFile>

#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace hydra {

OwnedFd connectTo(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (name.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return {};
    std::memcpy(address.sun_path, name.constData(), static_cast<size_t>(name.size()));
    OwnedFd fd(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (!fd.isOpen())
        return {};
    ::fcntl(fd.get(), F_SETFD, FD_CLOEXEC);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return {};
    return fd;
}

} // namespace hydra
