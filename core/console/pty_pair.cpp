// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/pty_pair.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace hydra {
namespace {

tl::unexpected<Error> failure()
{
    return fail(ErrorCode::Failed, QStringLiteral("cannot open a pseudo-terminal: %1")
                                       .arg(QString::fromLocal8Bit(std::strerror(errno))));
}

OwnedFd openFarEnd(int nearEnd)
{
    std::array<char, 128> name = {};
    if (::grantpt(nearEnd) != 0 || ::unlockpt(nearEnd) != 0 ||
        ::ptsname_r(nearEnd, name.data(), name.size()) != 0)
        return {};
    return OwnedFd(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
}

// The kernel's line editing then deletes whole characters.
void expectUtf8(int fd)
{
    termios settings = {};
    if (::tcgetattr(fd, &settings) != 0)
        return;
    settings.c_iflag |= IUTF8;
    ::tcsetattr(fd, TCSANOW, &settings);
}

} // namespace

Result<PtyPair> openPty(int columns, int rows)
{
    PtyPair pair{OwnedFd(::posix_openpt(O_RDWR | O_NOCTTY)), {}};
    if (!pair.nearEnd.isOpen())
        return failure();
    ::fcntl(pair.nearEnd.get(), F_SETFD, FD_CLOEXEC);
    pair.farEnd = openFarEnd(pair.nearEnd.get());
    if (!pair.farEnd.isOpen())
        return failure();
    ::fcntl(pair.nearEnd.get(), F_SETFL, ::fcntl(pair.nearEnd.get(), F_GETFL) | O_NONBLOCK);
    expectUtf8(pair.farEnd.get());
    setWindowSize(pair.nearEnd.get(), columns, rows);
    return pair;
}

void setWindowSize(int fd, int columns, int rows)
{
    winsize size = {};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    ::ioctl(fd, TIOCSWINSZ, &size);
}

} // namespace hydra
