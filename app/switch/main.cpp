// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/switch_loop.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <span>
#include <sys/file.h>
#include <sys/stat.h>

// hydra-switch: the network of one running lab. It is started by a keeper, not by hand:
//   hydra-switch --socket PATH [--uplink PROGRAM] [--one-by-one]

namespace {

int stopPipe = -1;

void stop(int)
{
    const int kept = errno;
    [[maybe_unused]] const auto written = ::write(stopPipe, "x", 1);
    errno = kept;
}

struct SwitchOptions {
    std::string socket;
    std::string uplink;    ///< hydra-uplink's path
    bool oneByOne = false; ///< as on macOS; for tests
};

std::optional<SwitchOptions> readOptions(std::span<char *> arguments)
{
    SwitchOptions options;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--one-by-one")
            options.oneByOne = true;
        else if (argument == "--socket" && i + 1 < arguments.size())
            options.socket = arguments[++i];
        else if (argument == "--uplink" && i + 1 < arguments.size())
            options.uplink = arguments[++i];
        else
            return {};
    }
    return options.socket.empty() ? std::nullopt : std::optional(options);
}

/// Of several switches that are started for one lab at once, the first one stays. The lock's file
/// stays as well: one that is removed could be locked twice.
hydra::net::Descriptor lockFor(const std::string &socket)
{
    hydra::net::Descriptor lock(
        ::open((socket + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.isOpen() && ::flock(lock.number(), LOCK_EX | LOCK_NB) != 0)
        return {};
    return lock;
}

int serve(const SwitchOptions &options, int stopped)
{
    const hydra::net::Descriptor lock = lockFor(options.socket);
    if (!lock.isOpen() && errno == EWOULDBLOCK)
        return 0;
    hydra::net::ControlSocket control(options.socket);
    if (!control.isOpen()) {
        std::fprintf(stderr, "hydra-switch: %s: %s\n", options.socket.c_str(),
                     std::strerror(errno));
        return 1;
    }
    const auto io = options.oneByOne ? hydra::net::oneByOne() : hydra::net::batchIo();
    hydra::net::UplinkChild uplink(options.uplink);
    hydra::net::SwitchLoop(control, uplink, io, stopped).run();
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    ::umask(0077);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);
    const auto options = readOptions({argv, std::size_t(argc)});
    if (!options) {
        std::fputs("usage: hydra-switch --socket PATH [--uplink PROGRAM] [--one-by-one]\n", stderr);
        return 2;
    }
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0)
        return 1;
    const hydra::net::Descriptor readEnd(ends[0]);
    const hydra::net::Descriptor writeEnd(ends[1]);
    hydra::net::makePrivate(ends[0]);
    hydra::net::makePrivate(ends[1]);
    stopPipe = ends[1];
    std::signal(SIGTERM, stop);
    std::signal(SIGINT, stop);
    return serve(*options, ends[0]);
}
