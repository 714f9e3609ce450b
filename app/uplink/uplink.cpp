// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/uplink/uplink.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <netinet/in.h>
#include <slirp/libslirp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace hydra::net {

namespace {

constexpr int kFramesAtOnce = 64;

in_addr networkAddress(Ipv4 address)
{
    return {.s_addr = htonl(address.value)};
}

sockaddr_in endpoint(Ipv4 address, std::uint16_t port)
{
    sockaddr_in end{};
    end.sin_family = AF_INET;
    end.sin_addr = networkAddress(address);
    end.sin_port = htons(port);
    return end;
}

/// libslirp's events and poll's.
struct EventPair {
    int slirp;
    short system;
};
constexpr std::array kEvents{EventPair{.slirp = SLIRP_POLL_IN, .system = POLLIN},
                             EventPair{.slirp = SLIRP_POLL_OUT, .system = POLLOUT},
                             EventPair{.slirp = SLIRP_POLL_PRI, .system = POLLPRI},
                             EventPair{.slirp = SLIRP_POLL_ERR, .system = POLLERR},
                             EventPair{.slirp = SLIRP_POLL_HUP, .system = POLLHUP}};

int addPoll(int descriptor, int events, void *opaque)
{
    auto &polled = *static_cast<std::vector<pollfd> *>(opaque);
    short wanted = 0;
    for (const EventPair &event : kEvents)
        wanted = short(wanted | ((events & event.slirp) != 0 ? event.system : 0));
    polled.push_back({.fd = descriptor, .events = wanted, .revents = 0});
    return int(polled.size()) - 1;
}

int eventsAt(int index, void *opaque)
{
    const auto &polled = *static_cast<std::vector<pollfd> *>(opaque);
    int found = 0;
    for (const EventPair &event : kEvents)
        found |= (polled[std::size_t(index)].revents & event.system) != 0 ? event.slirp : 0;
    return found;
}

/// Where a forward is listened at: an address or a path.
struct HostEnd {
    sockaddr_storage address{};
    socklen_t size = 0;

    [[nodiscard]] const sockaddr *get() const
    {
        return reinterpret_cast<const sockaddr *>(&address);
    }
};

std::optional<HostEnd> hostEnd(const ForwardSpec &forward)
{
    HostEnd end;
    if (forward.path.empty()) {
        const sockaddr_in inet = endpoint(forward.bind, forward.hostPort);
        std::memcpy(&end.address, &inet, sizeof inet);
        end.size = sizeof inet;
        return end;
    }
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    if (forward.path.size() >= sizeof local.sun_path)
        return {};
    std::memcpy(local.sun_path, forward.path.data(), forward.path.size());
    std::memcpy(&end.address, &local, sizeof local);
    end.size = sizeof local;
    return end;
}

void removeSocketFile(const std::string &path)
{
    struct stat info{};
    if (!path.empty() && ::lstat(path.c_str(), &info) == 0 && S_ISSOCK(info.st_mode))
        ::unlink(path.c_str());
}

} // namespace

/// What libslirp asks of us. Only IPv6 would need timers, and all happens in one thread.
struct Uplink::Callbacks {
    static ssize_t send(const void *frame, std::size_t size, void *opaque)
    {
        // A full card drops the frame, as a cable would.
        (void)::send(static_cast<Uplink *>(opaque)->card(), frame, size, MSG_DONTWAIT);
        return ssize_t(size);
    }
    static void guestError(const char *, void *) {}
    static std::int64_t clock(void *)
    {
        timespec now{};
        ::clock_gettime(CLOCK_MONOTONIC, &now);
        return std::int64_t(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
    }
    static void *newTimer(SlirpTimerCb, void *, void *opaque) { return opaque; }
    static void freeTimer(void *, void *) {}
    static void setTimer(void *, std::int64_t, void *) {}
    static void descriptorChanged(int, void *) {}
    static void notify(void *) {}

    static constexpr SlirpCb table{.send_packet = send,
                                   .guest_error = guestError,
                                   .clock_get_ns = clock,
                                   .timer_new = newTimer,
                                   .timer_free = freeTimer,
                                   .timer_mod = setTimer,
                                   .register_poll_fd = descriptorChanged,
                                   .unregister_poll_fd = descriptorChanged,
                                   .notify = notify,
                                   .init_completed = nullptr,
                                   .timer_new_opaque = nullptr};
};

Uplink::Uplink(const UplinkSpec &spec, Descriptor card)
    : m_card(std::move(card)), m_frame(spec.mtu + kEthernetSize), m_slirp(nullptr, slirp_cleanup)
{
    makePrivate(m_card.number());
    SlirpConfig config{};
    config.version = 4; // of libslirp 4.7, the oldest that we build with
    config.in_enabled = true;
    config.vnetwork = networkAddress(spec.subnet.base);
    config.vnetmask = networkAddress({.value = spec.subnet.mask()});
    config.vhost = networkAddress(spec.gateway);
    config.vnameserver = networkAddress(spec.resolver);
    config.if_mtu = spec.mtu;
    config.if_mru = spec.mtu;
    config.disable_dns = !spec.subnet.contains(spec.resolver);
    config.disable_dhcp = true;
    m_slirp.reset(slirp_new(&config, &Callbacks::table, this));
}

Uplink::~Uplink()
{
    for (const ForwardSpec &forward : m_forwards)
        removeSocketFile(forward.path);
}

void Uplink::fill(std::vector<pollfd> &polled, std::uint32_t &timeout)
{
    slirp_pollfds_fill(m_slirp.get(), &timeout, addPoll, &polled);
}

void Uplink::poll(std::vector<pollfd> &polled, bool failed)
{
    slirp_pollfds_poll(m_slirp.get(), failed ? 1 : 0, eventsAt, &polled);
}

bool Uplink::receive()
{
    for (int i = 0; i < kFramesAtOnce; ++i) {
        const ssize_t size = ::recv(card(), m_frame.data(), m_frame.size(), MSG_DONTWAIT);
        if (size < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
        if (size >= ssize_t(kEthernetSize))
            slirp_input(m_slirp.get(), m_frame.data(), int(size));
    }
    return true;
}

std::string Uplink::addForward(const ForwardSpec &forward)
{
    const auto host = hostEnd(forward);
    if (!host)
        return "the path is too long: " + forward.path;
    if (std::find(m_forwards.begin(), m_forwards.end(), forward) != m_forwards.end())
        return {};
    removeSocketFile(forward.path);
    const sockaddr_in guest = endpoint(forward.guest, forward.guestPort);
    errno = 0;
    const int failed = slirp_add_hostxfwd(m_slirp.get(), host->get(), host->size,
                                          reinterpret_cast<const sockaddr *>(&guest), sizeof guest,
                                          forward.udp ? SLIRP_HOSTFWD_UDP : 0);
    if (failed != 0)
        return std::strerror(errno);
    m_forwards.push_back(forward);
    return {};
}

std::string Uplink::removeForward(const ForwardSpec &forward)
{
    const auto known = std::find(m_forwards.begin(), m_forwards.end(), forward);
    const auto host = hostEnd(forward);
    if (known == m_forwards.end() || !host)
        return "there is no such forward";
    slirp_remove_hostxfwd(m_slirp.get(), host->get(), host->size,
                          forward.udp ? SLIRP_HOSTFWD_UDP : 0);
    removeSocketFile(forward.path);
    m_forwards.erase(known);
    return {};
}

} // namespace hydra::net
